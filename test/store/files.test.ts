import { describe, expect, it, test } from 'vitest';
import { Defect } from '../../core/result.ts';
import { startServices, stopServicesAfterEach } from '../support/services.ts';

stopServicesAfterEach();

const NOW = Date.UTC(2026, 0, 10, 12);
const file = {
  fileId: 'f1',
  kind: 'encounters',
  client: 'riverbend',
  key: 'intake/riverbend/a.json',
  bytes: 12,
} as const;

describe('an upload', () => {
  const upload = { uploadId: 'u1', key: 'intake/riverbend/a.json', versionId: 'v1', client: 'riverbend' };

  it('is put on record once: the first record stands', async () => {
    const { files } = await startServices();
    expect(await files.putUpload(upload)).toBe(true);
    expect(await files.putUpload({ ...upload, client: 'other' })).toBe(false);
    expect(await files.upload('u1')).toEqual(upload);
  });

  it('that nobody recorded is a defect', async () => {
    const { files } = await startServices();
    await expect(files.upload('u2')).rejects.toThrow(Defect);
  });
});

describe('a file', () => {
  it('is registered by its content, as received, without counts', async () => {
    const { files } = await startServices();
    const registered = {
      ...file,
      status: 'received',
      counts: {},
      untested: [],
      uploads: ['u1'],
      receivedAt: '2026-01-10T12:00:00.000Z',
    };
    expect(await files.register(file, 'u1', NOW)).toEqual({ file: registered, known: false });
    expect(await files.file('f1')).toEqual(registered);
    expect(await files.file('f2')).toBeNull();
  });

  it('that comes again keeps its first record and adds the upload', async () => {
    const { files } = await startServices();
    await files.register(file, 'u1', NOW);
    await files.setFileStatus('f1', 'done', { encounters: 3 });
    const again = await files.register({ ...file, key: 'intake/riverbend/b.json' }, 'u2', NOW + 1000);
    expect(again).toMatchObject({
      known: true,
      file: { key: file.key, status: 'done', counts: { encounters: 3 }, uploads: ['u1', 'u2'] },
    });
  });

  it('that is registered again by the same upload has it once', async () => {
    const { files } = await startServices();
    await files.register(file, 'u1', NOW);
    const again = await files.register(file, 'u1', NOW);
    expect(again).toMatchObject({ known: true, file: { uploads: ['u1'] } });
    expect((await files.file('f1'))?.uploads).toEqual(['u1']);
  });

  it('registered by many uploads at once is new to one of them and lists each of them once', async () => {
    const { files } = await startServices();
    const uploads = ['u1', 'u2', 'u3', 'u4', 'u5'];
    const all = await Promise.all(
      [...uploads, ...uploads].map((upload) => files.register(file, upload, NOW)),
    );
    expect(all.filter(({ known }) => !known)).toHaveLength(1);
    expect((await files.file('f1'))?.uploads.toSorted()).toEqual(uploads);
  });

  it('is closed without losing its counts', async () => {
    const { files } = await startServices();
    await files.register(file, 'u1', NOW);
    await files.setFileStatus('f1', 'received', { encounters: 3 });
    await files.closeFile('f1', 'done');
    expect(await files.file('f1')).toMatchObject({ status: 'done', counts: { encounters: 3 } });
  });

  test('all files are listed, oldest first', async () => {
    const { files } = await startServices();
    await files.register({ ...file, fileId: 'late' }, 'u1', NOW + 1000);
    await files.register({ ...file, fileId: 'early' }, 'u2', NOW);
    expect((await files.listFiles()).map(({ fileId }) => fileId)).toEqual(['early', 'late']);
  });
});

describe('what a file could not be tested against', () => {
  it('is a set of names: batches say the same again', async () => {
    const { files } = await startServices();
    await files.register({ fileId: 'f9', kind: 'encounters', key: 'intake/a', bytes: 1 }, 'u9', 0);
    await files.addUntested('f9', ['mce', 'cpt']);
    await files.addUntested('f9', ['cpt', 'hcpcs starter']);
    expect(await files.file('f9')).toMatchObject({ untested: ['cpt', 'hcpcs starter', 'mce'] });
  });
});
