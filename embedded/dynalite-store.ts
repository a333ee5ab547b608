/**
 * dynalite 4.0.0 with a quicker way to its LevelDB. As published it reads the table's description from the store at
 * every request, goes through a pool of threads for every read and every single write, and writes the entries of all
 * indexes again though nothing changed in them. Here a write is one batch: the item with its index entries, together
 * with the writes of other requests that came meanwhile. So a process that dies leaves no index entry without its item.
 */
import type { Server } from 'node:http';
import dynalite from 'dynalite';
import conditionParser from 'dynalite/db/conditionParser.js';
import dynaliteDb from 'dynalite/db/index.js';

type Store = dynaliteDb.Store;
type Level = dynaliteDb.Level;

/** LevelDB sorts and compacts what it wrote after this many bytes; until then it lies in its log and in memory. */
const WRITE_BUFFER_BYTES = 16 * 2 ** 20;

/** @param folder where the store lies; in memory without it */
export function createDynalite(folder: string | undefined): Server {
  const { create } = dynaliteDb;
  dynaliteDb.create = (options) => quickened(create(options));
  dynaliteDb.updateIndexes = updateIndexes;
  conditionParser.parse = parseCondition;
  try {
    return dynalite({ createTableMs: 0, ...(folder === undefined ? {} : { path: folder }) });
  } finally {
    dynaliteDb.create = create;
  }
}

function quickened(store: Store): Store {
  const { db } = store;
  // Before it opens by itself. Where it cannot, every operation tells.
  const opened = db.open({ writeBufferSize: WRITE_BUFFER_BYTES }).catch(() => {});
  endIterators(db);
  readAtOnce(db, opened);
  writeInGroups(db);
  rememberTables(store);
  return store;
}

/**
 * dynalite ends an iterator of its store by `return()`, which iterators do not have any more: each query leaves one
 * open, and that pins memory and files for good. So we give its iterators what it looks for.
 */
function endIterators(db: Level): void {
  const [keys, values] = [db.keys.bind(db), db.values.bind(db)];
  db.keys = (range) => ending(keys(range));
  db.values = (range) => ending(values(range));
}

function ending(iterator: dynaliteDb.LevelIterator): dynaliteDb.LevelIterator {
  iterator.return = () => iterator.close();
  return iterator;
}

/** What is read was mostly written a moment ago and lies in memory: that is quicker than to ask another thread. */
function readAtOnce(db: Level, opened: Promise<void>): void {
  db.get = (key, got) => {
    if (db.status === 'opening') {
      void opened.then(() => db.get(key, got));
      return;
    }
    let error: Error | null = null;
    let value: unknown;
    try {
      value = db.getSync(key);
    } catch (thrown) {
      error = thrown instanceof Error ? thrown : new Error(String(thrown));
    }
    process.nextTick(got, error, value);
  };
}

interface Write {
  readonly operation: dynaliteDb.Operation;
  readonly done: dynaliteDb.Done;
}

/** Writes that come while another is under way go together, in their order. Whoever wrote hears when it is done. */
function writeInGroups(db: Level): void {
  const batch = db.batch.bind(db);
  let waiting: Write[] = [];
  let isWriting = false;

  function flush(): void {
    const group = waiting;
    waiting = [];
    batch(
      group.map(({ operation }) => operation),
      (error) => {
        isWriting = waiting.length > 0;
        if (isWriting) setImmediate(flush);
        for (const { done } of group) done(error);
      },
    );
  }

  function write(operation: dynaliteDb.Operation, done: dynaliteDb.Done): void {
    waiting.push({ operation, done });
    if (isWriting) return;
    isWriting = true;
    setImmediate(flush);
  }

  db.put = (key, value, done) => write({ type: 'put', key, value }, done);
  db.del = (key, done) => write({ type: 'del', key }, done);
}

/** Descriptions of tables are read at every request and change as good as never. */
function rememberTables({ tableDb }: Store): void {
  const known = new Map<string, unknown>();
  const [get, put, del] = [tableDb.get, tableDb.put, tableDb.del];
  tableDb.get = (name, got) => {
    if (known.has(name)) {
      process.nextTick(got, null, known.get(name));
      return;
    }
    get(name, (error, table) => {
      if (error === null && isActive(table)) known.set(name, table);
      got(error, table);
    });
  };
  tableDb.put = (name, table, done) => {
    known.delete(name);
    put(name, table, done);
  };
  tableDb.del = (name, done) => {
    known.delete(name);
    del(name, done);
  };
}

const isActive = (table: unknown): boolean =>
  typeof table === 'object' && table !== null && 'TableStatus' in table && table.TableStatus === 'ACTIVE';

const parseAnew = conditionParser.parse;
const parsed = new Map<string, unknown>();

/** A condition that takes no names and values from its request means the same in each: it is parsed once. */
const parseCondition: typeof parseAnew = (text, options) => {
  const { attrNames, attrVals } = options.context;
  if (attrNames !== undefined || attrVals !== undefined) return parseAnew(text, options);
  const condition = parsed.get(text) ?? parseAnew(text, options);
  parsed.set(text, condition);
  return condition;
};

type Attributes = dynaliteDb.Attributes;

/** Does not wait: what is written to the item next goes into the same batch, and tells whether it failed. */
const updateIndexes: typeof dynaliteDb.updateIndexes = (store, table, ...[existing, item, done]) => {
  for (const type of ['local', 'global'] as const) {
    const indexes = table[type === 'local' ? 'LocalSecondaryIndexes' : 'GlobalSecondaryIndexes'] ?? [];
    const { puts, deletes } = dynaliteDb.getIndexActions(indexes, existing, item, table);
    const dbOf = (index: string) => store.getIndexDb(type, table.TableName, index);
    for (const { index, key } of deletes) dbOf(index).del(key, () => {});
    for (const { index, key, item: entry } of puts) {
      // An entry of all attributes is the item itself.
      const before = entry === item ? existing : picked(existing, Object.keys(entry));
      if (!isSame(entry, before)) dbOf(index).put(key, entry, () => {});
    }
  }
  done(null);
};

const picked = (item: Attributes | undefined, names: readonly string[]): Attributes | undefined =>
  item && Object.fromEntries(names.map((name) => [name, item[name]]));

const isSame = (a: Attributes, b: Attributes | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);
