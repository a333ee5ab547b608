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
  namespace db {
    type Attributes = Readonly<Record<string, unknown>>;
    type Done = (error: Error | null) => void;
    type Got = (error: Error | null, value?: unknown) => void;
    type Operation =
      | { readonly type: 'put'; readonly key: string; readonly value: unknown }
      | { readonly type: 'del'; readonly key: string };

    interface LevelIterator {
      close(): Promise<void>;
      return?: () => Promise<void>;
    }

    /** The database as dynalite wraps it: with callbacks, and JSON values. */
    interface Level {
      readonly status: string;
      open(options: object): Promise<void>;
      getSync(key: string): unknown;
      get(key: string, got: Got): void;
      put(key: string, value: unknown, done: Done): void;
      del(key: string, done: Done): void;
      batch(operations: readonly Operation[], done: Done): void;
      keys(options: object): LevelIterator;
      values(options: object): LevelIterator;
      compactRange(start: string, end: string): Promise<void>;
    }

    type SubLevel = Pick<Level, 'get' | 'put' | 'del'>;

    interface Store {
      readonly db: Level;
      readonly tableDb: SubLevel;
      getIndexDb(type: 'local' | 'global', table: string, index: string): SubLevel;
    }

    interface TableDescription {
      readonly TableName: string;
      readonly TableStatus: string;
      readonly GlobalSecondaryIndexes?: readonly object[];
      readonly LocalSecondaryIndexes?: readonly object[];
    }

    interface IndexActions {
      readonly puts: readonly { readonly index: string; readonly key: string; readonly item: Attributes }[];
      readonly deletes: readonly { readonly index: string; readonly key: string }[];
    }

    interface Database {
      create: (options: object) => Store;
      updateIndexes: (
        store: Store,
        table: TableDescription,
        existing: Attributes | undefined,
        item: Attributes | undefined,
        done: Done,
      ) => void;
      getIndexActions: (
        indexes: readonly object[],
        existing: Attributes | undefined,
        item: Attributes | undefined,
        table: TableDescription,
      ) => IndexActions;
    }
  }
  const db: db.Database;
  export = db;
}

declare module 'dynalite/db/conditionParser.js' {
  interface Options {
    readonly context: { readonly attrNames?: object; readonly attrVals?: object };
  }
  /** @throws SyntaxError */
  const parser: { parse: (text: string, options: Options) => unknown };
  export = parser;
}
