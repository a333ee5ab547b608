import { createHash, createHmac } from 'node:crypto';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamodbClient } from '../../store/dynamodb-client.ts';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** Signature Version 4 by its description, without the SDK. */
function signatureOf({ method, path, headers, body }: Sent, secret: string): string {
  const [, scope = '', signed = ''] =
    /Credential=[^/]+\/(\S+), SignedHeaders=([^,]+),/.exec(headers.authorization ?? '') ?? [];
  const lines = signed.split(';').map((name) => `${name}:${headers[name]?.trim()}\n`);
  const canonical = [method, path, '', lines.join(''), signed, sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const [date = '', region = '', service = '', end = ''] = scope.split('/');
  const key = [date, region, service, end].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key as Buffer, text).toString('hex');
}

function clientOf(secret: () => string) {
  const sent: Sent[] = [];
  const client = dynamodbClient({
    region: 'us-east-1',
    endpoint: 'http://tables.invalid',
    maxAttempts: 1,
    // Credentials that are over at once are asked for again at each request.
    credentials: async () => ({
      accessKeyId: 'KEY',
      secretAccessKey: secret(),
      expiration: new Date(0),
    }),
    requestHandler: {
      handle: async (request: Sent) => {
        sent.push(request);
        throw new Error('not sent');
      },
    },
  });
  const get = async (pk: string): Promise<Sent> => {
    const command = new GetItemCommand({ TableName: 'things', Key: { pk: { S: pk } } });
    await expect(client.send(command)).rejects.toThrow('not sent');
    const last = sent.at(-1);
    if (last === undefined) throw new Error('nothing was sent');
    return last;
  };
  return { get };
}

describe('A client for the tables', () => {
  it('signs every request as AWS describes it', async () => {
    const { get } = clientOf(() => 'first-secret');
    for (const pk of ['a', 'b', 'c']) {
      const request = await get(pk);
      const signature = signatureOf(request, 'first-secret');
      expect(request.headers.authorization).toContain(`Signature=${signature}`);
    }
  });

  it('signs with new credentials when the old ones are over', async () => {
    let secret = 'first-secret';
    const { get } = clientOf(() => secret);
    await get('a');
    secret = 'second-secret';
    const request = await get('b');
    expect(request.headers.authorization).toContain(`Signature=${signatureOf(request, 'second-secret')}`);
  });
});
