/** A request in AWS's JSON protocol, as a client without the SDK makes it. */
import { type JsonObject, objectOf, parseObject } from './json.ts';

/** What a service refuses a request with. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  /** Such as `ConditionalCheckFailedException`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

// The servers look whether a signature is there; none of them checks it.
const authorization =
  'AWS4-HMAC-SHA256 Credential=embedded/20000101/local/aws/aws4_request, SignedHeaders=host, Signature=0';

/**
 * @param target such as `DynamoDB_20120810.PutItem`
 * @throws ServiceError where the service refuses
 */
export async function jsonCall(endpoint: string, target: string, body: JsonObject): Promise<JsonObject> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      'x-amz-date': '20000101T000000Z',
      authorization,
    },
    body: JSON.stringify(body),
  });
  const answer = parseObject(await response.text());
  if (response.ok) return answer;
  const { __type: type, message, Message } = objectOf(answer);
  throw new ServiceError(String(type).split('#').at(-1) ?? '', String(message ?? Message ?? ''));
}
