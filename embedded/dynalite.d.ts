/** dynalite publishes no types; this is what we use of it. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** Folder of the store; in memory without it. */
    readonly path?: string;
    /** How long a table stays CREATING, milliseconds. */
    readonly createTableMs?: number;
  }
  function dynalite(options?: Options): Server;
  export = dynalite;
}
