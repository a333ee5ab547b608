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

declare module 'dynalite/db/index.js' {
  interface LevelIterator {
    close(): Promise<void>;
    return?: () => Promise<void>;
  }
  interface Store {
    readonly db: { keys(options: object): LevelIterator; values(options: object): LevelIterator };
  }
  const db: { create: (options: object) => Store };
  export = db;
}
