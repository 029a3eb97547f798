/** Starts the vendor's product; disposing of it stops it. */
export declare function startAgenda(options: {
  readonly port: number;
  readonly issuer: string;
}): Promise<AsyncDisposable>;
