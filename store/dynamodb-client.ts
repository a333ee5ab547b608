import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/**
 * A client for steps, which make thousands of small calls in a row. What the SDK works out anew at each call, though it
 * never changes, is kept here: its chain of middlewares, and its signer. And no call is told to a log: the SDK would
 * copy every item for it, with all that it says of patients.
 */
export function dynamodbClient(settings: DynamoDBClientConfig = {}): DynamoDBClient {
  const client = new DynamoDBClient({ cacheMiddleware: true, sha256: Sha256, ...settings });
  client.middlewareStack.remove('loggerMiddleware');
  const { config } = client;
  const makeSigner = config.signer;
  let signer: ReturnType<typeof makeSigner> | undefined;
  // It asks for credentials and for the time at each request, so it may live as long as the client.
  config.signer = (scheme) => {
    signer ??= makeSigner(scheme);
    return signer;
  };
  return client;
}

/** Keys by their bytes, which the SDK keeps as long as it signs with them. */
const keys = new WeakMap<object, KeyObject>();

function keyOf(secret: string | ArrayBuffer | ArrayBufferView): string | KeyObject {
  if (typeof secret === 'string') return secret;
  const known = keys.get(secret);
  if (known !== undefined) return known;
  const bytes = ArrayBuffer.isView(secret)
    ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
    : Buffer.from(secret);
  const key = createSecretKey(bytes);
  keys.set(secret, key);
  return key;
}

/** SHA-256 for signatures. The SDK's own makes a key of the same bytes for each: that costs more than to sign. */
class Sha256 {
  readonly #secret: Parameters<typeof keyOf>[0] | undefined;
  #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: Parameters<typeof keyOf>[0]) {
    this.#secret = secret;
    this.#hash = this.#begin();
  }

  #begin() {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', keyOf(this.#secret));
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#begin();
  }
}
