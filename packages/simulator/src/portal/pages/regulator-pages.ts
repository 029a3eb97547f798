import { type Context, Hono } from 'hono';
import type { RegulatorDeskOutcome } from '../../platform/regulators/regulator-desk.js';
import type { PlatformRegulator } from '../../state/platform-state.js';
import { readForm } from './form.js';
import type { PageContext } from './page-context.js';
import {
  emptyRegulator,
  type RegulatorMistakes,
  readRegulatorForm,
  type TypedRegulator,
} from './regulator-form.js';
import { toRegulatorListPage } from './regulator-list.js';
import { isRegulatorDeed, type RegulatorDeed, toRegulatorPage } from './regulator-page.js';

/** Creates the pages of the platform's regulators. */
export function createRegulatorPages({ simulation, show, showError }: PageContext): Hono {
  const { desk } = simulation;
  const routes = new Hono();

  const showList = (context: Context, typed: TypedRegulator, mistakes: RegulatorMistakes) =>
    show(
      context,
      toRegulatorListPage({ regulators: desk.list(), typed, mistakes }),
      mistakes.length > 0 ? 422 : 200,
    );

  /** Answers a form: redirects to the page that shows the result. */
  const settle = (
    context: Context,
    deed: RegulatorDeed,
    outcome: RegulatorDeskOutcome,
    refuse: (mistakes: RegulatorMistakes) => Response,
  ) => {
    if (outcome.outcome === 'unknown') return showError(context, 404);
    if (outcome.outcome === 'refused') return refuse(outcome.mistakes);
    return context.redirect(
      `/regulators/${encodeURIComponent(outcome.regulator.id)}?done=${deed}`,
      303,
    );
  };

  routes.get('/regulators', (context) => showList(context, emptyRegulator, []));
  routes.post('/regulators', async (context) => {
    const typed = readRegulatorForm(await readForm(context));
    return settle(context, 'created', desk.create(typed), (mistakes) =>
      showList(context, typed, mistakes),
    );
  });

  routes.get('/regulators/:id', (context) => {
    const regulator = desk.find(context.req.param('id'));
    if (!regulator) return showError(context, 404);
    const done = context.req.query('done') ?? null;
    return show(
      context,
      toRegulatorPage({
        regulator,
        typed: toTyped(regulator),
        mistakes: [],
        done: isRegulatorDeed(done) ? done : undefined,
      }),
    );
  });
  routes.post('/regulators/:id', async (context) => {
    const id = context.req.param('id');
    const regulator = desk.find(id);
    if (!regulator) return showError(context, 404);
    const typed = readRegulatorForm(await readForm(context));
    return settle(context, 'changed', desk.change(id, typed), (mistakes) =>
      show(context, toRegulatorPage({ regulator, typed, mistakes, done: undefined }), 422),
    );
  });

  const deeds = {
    send: { deed: 'sent', act: (id: string) => desk.send(id) },
    disable: { deed: 'disabled', act: (id: string) => desk.disable(id) },
    enable: { deed: 'enabled', act: (id: string) => desk.enable(id) },
  } as const;
  for (const [path, { deed, act }] of Object.entries(deeds)) {
    routes.post(`/regulators/:id/${path}`, async (context) => {
      const id = context.req.param('id') ?? '';
      const regulator = desk.find(id);
      return settle(context, deed, await act(id), (mistakes) =>
        regulator
          ? show(
              context,
              toRegulatorPage({
                regulator,
                typed: toTyped(regulator),
                mistakes,
                done: undefined,
              }),
              422,
            )
          : showError(context, 404),
      );
    });
  }
  return routes;
}

const toTyped = ({
  familyName,
  givenName,
  email,
  nationalId,
}: PlatformRegulator): TypedRegulator => ({
  familyName,
  givenName,
  email,
  nationalId: nationalId ?? '',
});
