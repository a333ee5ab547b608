/**
 * DynamoDB without its wire: a request goes from the SDK's client straight to dynalite, in the same process. The same
 * engine with the same checks answers; what is left out are signatures, sockets and the JSON between them.
 */
import { createRequire } from 'node:module';
import dynaliteDb from 'dynalite/db/index.js';

type Store = ReturnType<typeof dynaliteDb.create>;
type Callback = (error: unknown, answer: object) => void;

interface Validations {
  readonly checkTypes: (data: object, types: object) => object;
  readonly checkValidations: (data: object, types: object, custom: unknown, store: Store) => void;
}

const load = createRequire(import.meta.url);
const validations = load('dynalite/validations') as Validations;

/** @throws where the operation is refused: under the name that the SDK gives the error */
export type Direct = (operation: string, input: object) => Promise<object>;

/** Runs what starts the services, and gives the way into the DynamoDB that it made. */
export async function withDirect<T>(
  start: () => Promise<T>,
): Promise<{ readonly started: T; readonly direct: Direct }> {
  const { create } = dynaliteDb;
  const stores: Store[] = [];
  dynaliteDb.create = (options) => {
    const store = create(options);
    stores.push(store);
    return store;
  };
  try {
    const started = await start();
    const [store] = stores;
    if (store === undefined) throw new Error('no dynalite was started');
    return { started, direct: (operation, input) => ask(store, operation, input) };
  } finally {
    dynaliteDb.create = create;
  }
}

interface Engine {
  readonly act: (store: Store, data: object, done: Callback) => void;
  readonly types: object;
  readonly custom: unknown;
}
const engines = new Map<string, Engine>();

/** dynalite keeps an operation and its checks in a file each. */
function engineOf(operation: string): Engine {
  const known = engines.get(operation);
  if (known !== undefined) return known;
  const name = operation.charAt(0).toLowerCase() + operation.slice(1);
  const { types, custom } = load(`dynalite/validations/${name}`) as Pick<Engine, 'types' | 'custom'>;
  const engine = { act: load(`dynalite/actions/${name}`) as Engine['act'], types, custom };
  engines.set(operation, engine);
  return engine;
}

async function ask(store: Store, operation: string, input: object): Promise<object> {
  const { act, types, custom } = engineOf(operation);
  // As the wire would carry it: without what is undefined, and nobody's own object.
  const wire = JSON.parse(JSON.stringify(input)) as object;
  try {
    const data = validations.checkTypes(wire, types);
    validations.checkValidations(data, types, custom, store);
    return await new Promise((resolve, reject) => {
      act(store, data, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): unknown {
  const { body } = Object(error) as { body?: { __type: string; message?: string; Message?: string } };
  if (body === undefined) return error;
  const name = body.__type.split('#').at(-1) ?? '';
  return Object.assign(new Error(body.message ?? body.Message), { name, $fault: 'client' });
}
