/** Names the modules of the reference by their packages. A plugin of TypeDoc. */
export function load({ converter }) {
  converter.on('resolveBegin', ({ project }) => {
    for (const module of project.children ?? []) {
      const [folder] = module.name.split('/');
      module.name = folder === 'sas-sos' ? folder : `@sas-sos/${folder}`;
    }
  });
}
