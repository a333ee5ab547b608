/** S3 over HTTP, path style: the operations below. Any other is answered 501, by name. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { unescape as decode } from 'node:querystring';
import type { Bucket } from '../deployment.ts';
import { type FrontDeps, listen, mountFront } from '../front.ts';
import { readBody } from './body.ts';
import { S3Error } from './errors.ts';
import { listing } from './listing.ts';
import type { Objects, StoredObject } from './objects.ts';
import { element } from './xml.ts';

export interface S3 {
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

interface S3Request {
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly operation: string;
}

interface Context extends S3Request {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly objects: Objects;
  /** Finds a bucket, or throws NoSuchBucket. */
  readonly bucketOf: (name: string) => Bucket;
}

type Operation = (context: Context) => Promise<void>;

const operations: Readonly<Record<string, Operation>> = {
  PutObject: putObject,
  GetObject: getObject,
  HeadObject: getObject,
  DeleteObject: deleteObject,
  CopyObject: copyObject,
  ListObjectsV2: listObjects,
  HeadBucket: async ({ response }) => {
    response.writeHead(200).end();
  },
};

export async function startS3(buckets: readonly Bucket[], objects: Objects, front: FrontDeps): Promise<S3> {
  const bucketOf = (name: string): Bucket => {
    const bucket = buckets.find((candidate) => candidate.name === name);
    if (bucket === undefined) throw new S3Error(404, 'NoSuchBucket', 'no such bucket');
    return bucket;
  };
  const server = createServer((request, response) => {
    const read = readRequest(request);
    serve({ ...read, request, response, objects, bucketOf }).catch((error: unknown) => {
      answerError(request, response, error);
    });
  });
  const close = mountFront(
    { name: 's3', server, operationOf: (request) => readRequest(request).operation },
    front,
  );
  return { endpoint: await listen(server), close };
}

async function serve(context: Context): Promise<void> {
  context.bucketOf(context.bucket);
  const operation = operations[context.operation];
  if (operation === undefined) {
    throw new S3Error(501, 'NotImplemented', `the embedded S3 has no ${context.operation}`);
  }
  await operation(context);
}

/** Query parameters that do not make another operation of a request. */
const plainParameters = new Set([
  'x-id',
  'versionId',
  'list-type',
  'prefix',
  'delimiter',
  'continuation-token',
  'start-after',
  'max-keys',
]);

const objectOperations: Readonly<Record<string, string>> = {
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};

function readRequest({ method = '', url = '', headers }: IncomingMessage): S3Request {
  const [path = '', search = ''] = url.split('?', 2);
  const [, bucket = '', ...rest] = path.split('/');
  const key = decode(rest.join('/'));
  const query = new URLSearchParams(search);
  const special = [...query.keys()].filter((name) => !plainParameters.has(name));
  const place = { bucket: decode(bucket), key, query };
  if (special.length > 0) return { ...place, operation: `${method} ?${special.join('&')}` };
  if (key !== '') {
    const copies = method === 'PUT' && headers['x-amz-copy-source'] !== undefined;
    return { ...place, operation: copies ? 'CopyObject' : (objectOperations[method] ?? method) };
  }
  if (method === 'HEAD') return { ...place, operation: 'HeadBucket' };
  const lists = method === 'GET' && query.get('list-type') === '2';
  return { ...place, operation: lists ? 'ListObjectsV2' : `${method} bucket` };
}

/** Headers of a put that come back with the object. */
const keptHeaders =
  /^(content-type|content-disposition|content-language|cache-control|expires|x-amz-meta-.*)$/;

function headersToKeep({ headers }: IncomingMessage): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => keptHeaders.test(name));
  const encoding = String(headers['content-encoding'] ?? '').replace(/aws-chunked,?/, '');
  return {
    'content-type': 'application/octet-stream',
    ...Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
    ...(encoding === '' ? {} : { 'content-encoding': encoding }),
  };
}

function isCreateOnly({ headers }: IncomingMessage): boolean {
  const { 'if-none-match': ifNoneMatch, 'if-match': ifMatch } = headers;
  if (ifMatch !== undefined || (ifNoneMatch !== undefined && ifNoneMatch !== '*')) {
    throw new S3Error(501, 'NotImplemented', 'the embedded S3 knows one condition: If-None-Match: *');
  }
  return ifNoneMatch === '*';
}

async function putObject({ request, response, objects, bucket, bucketOf, key }: Context): Promise<void> {
  const onlyIfAbsent = isCreateOnly(request);
  const { bytes, checksums } = await readBody(request);
  const object = await objects.put({
    bucket: bucketOf(bucket),
    key,
    body: bytes,
    headers: headersToKeep(request),
    checksums,
    onlyIfAbsent,
    reason: 'PutObject',
  });
  if (object === undefined) throw new S3Error(412, 'PreconditionFailed', 'the object exists');
  response.writeHead(200, { etag: `"${object.etag}"`, ...versionHeader(object), ...checksums }).end();
}

async function getObject({ request, response, objects, bucket, key, query }: Context): Promise<void> {
  const object = existing(objects, { bucket, key, versionId: query.get('versionId') });
  const range = rangeOf(request.headers.range, object.size);
  const whole = range === undefined;
  const wantsChecksums = whole && request.headers['x-amz-checksum-mode'] === 'ENABLED';
  const { start, length } = range ?? { start: 0, length: object.size };
  response.writeHead(whole ? 200 : 206, {
    ...object.headers,
    ...(wantsChecksums ? object.checksums : {}),
    ...(whole ? {} : { 'content-range': `bytes ${start}-${start + length - 1}/${object.size}` }),
    ...versionHeader(object),
    'accept-ranges': 'bytes',
    'content-length': length,
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.modifiedMs).toUTCString(),
  });
  response.end(request.method === 'HEAD' ? undefined : await objects.read(object, start, length));
}

/** The first byte and the length that a Range header asks for; undefined for the whole. */
function rangeOf(header: string | undefined, size: number): { start: number; length: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) throw new S3Error(416, 'InvalidRange', 'the range lies outside of the object');
  return { start, length: end - start + 1 };
}

async function deleteObject({ response, objects, bucket, bucketOf, key, query }: Context): Promise<void> {
  const removed = await objects.remove(bucketOf(bucket), key, query.get('versionId') ?? undefined);
  const marker = removed !== undefined && removed.body === undefined;
  response
    .writeHead(
      204,
      removed && { ...versionHeader(removed), ...(marker ? { 'x-amz-delete-marker': 'true' } : {}) },
    )
    .end();
}

async function copyObject(context: Context): Promise<void> {
  const { request, response, objects, bucket, bucketOf, key } = context;
  const [path = '', search = ''] = String(request.headers['x-amz-copy-source']).split('?', 2);
  const [from = '', ...rest] = decode(path).replace(/^\//, '').split('/');
  const versionId = new URLSearchParams(search).get('versionId');
  const source = existing(objects, { bucket: bucketOf(from).name, key: rest.join('/'), versionId });
  const replaces = request.headers['x-amz-metadata-directive'] === 'REPLACE';
  const object = await objects.put({
    bucket: bucketOf(bucket),
    key,
    body: await objects.read(source, 0, source.size),
    headers: replaces ? headersToKeep(request) : source.headers,
    checksums: source.checksums,
    onlyIfAbsent: isCreateOnly(request),
    reason: 'CopyObject',
  });
  if (object === undefined) throw new S3Error(412, 'PreconditionFailed', 'the object exists');
  response.writeHead(200, { 'content-type': 'application/xml', ...versionHeader(object) });
  const modified = element('LastModified', new Date(object.modifiedMs).toISOString());
  response.end(element('CopyObjectResult', [modified, element('ETag', `"${object.etag}"`)]));
}

async function listObjects({ response, objects, bucket, query }: Context): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(listing(bucket, objects.list(bucket), query));
}

function existing(
  objects: Objects,
  { bucket, key, versionId }: { bucket: string; key: string; versionId: string | null },
): StoredObject {
  const object = objects.find(bucket, key, versionId ?? undefined);
  if (object !== undefined) return object;
  if (versionId === null) throw new S3Error(404, 'NoSuchKey', 'no such key');
  throw new S3Error(404, 'NoSuchVersion', 'no such version');
}

const versionHeader = ({ versionId }: StoredObject): Record<string, string> =>
  versionId === 'null' ? {} : { 'x-amz-version-id': versionId };

function answerError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const { status, code, message } =
    error instanceof S3Error ? error : { status: 500, code: 'InternalError', message: String(error) };
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/xml' });
  const body = element('Error', [element('Code', code), element('Message', message)]);
  response.end(request.method === 'HEAD' ? undefined : body);
}
