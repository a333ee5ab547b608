import { describe, expect, it } from 'vitest';
import { Defect } from '../../core/result.ts';
import { artifacts, sha256 } from '../../store/artifacts.ts';
import { startServices, stopServicesAfterEach } from '../support/services.ts';

stopServicesAfterEach();

const bytesOf = async (stream: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

describe('a created object', () => {
  it('is there with its bytes, as text, as JSON, as a stream and by its size', async () => {
    const { artifacts } = await startServices();
    expect(await artifacts.create('plans/a.json', '{"plan":1}')).toBe('created');
    expect(await artifacts.readText({ key: 'plans/a.json' })).toBe('{"plan":1}');
    expect(await artifacts.readJson('plans/a.json')).toEqual({ plan: 1 });
    expect(await bytesOf(await artifacts.read({ key: 'plans/a.json' }))).toBe('{"plan":1}');
    expect(await artifacts.size('plans/a.json')).toBe(10);
  });
});
