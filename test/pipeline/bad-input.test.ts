/**
 * Files that are broken, or not what they claim to be: each ends in a work item that says where and what, in words a
 * biller understands; its bytes are kept, and what was good in it goes on.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { claimNo } from '../../core/ids.ts';
import type { WorkItem } from '../../store/work.ts';
import { expectProvenLedger, standingOf } from '../scenarios/books.ts';
import { clinicOf, encounter, only } from '../scenarios/clinic.ts';
import {
  a999,
  accepted,
  acceptedSet,
  acknowledgment,
  file835,
  payment,
  remittance,
  ta1,
} from '../scenarios/payer.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

interface Received {
  readonly fileId: string;
  readonly item: WorkItem;
}

/** Puts a file and gives the one work item that it led to, after checking that its bytes are kept. */
async function received(key: string, text: string): Promise<Received> {
  const fileId = await pipeline.put(key, text);
  await pipeline.settled();
  expect(await pipeline.object(key)).toBe(text);
  const item = only(await pipeline.workItems((one) => one.fileId === fileId));
  expect(item.summary).toMatch(/^[A-Z].{40,}\.$/);
  return { fileId, item };
}

const statusOf = async (fileId: string): Promise<string | undefined> =>
  (await pipeline.files.file(fileId))?.status;

describe('a file that is not what it claims to be', () => {
  it.each([
    ['a PDF among encounters', 'intake/riverbend/encounters.ndjson', '%PDF-1.7 binary follows'],
    ['an empty file among encounters', 'intake/riverbend/nothing.ndjson', ' '],
    [
      'a web page among answers',
      'inbound/clearinghouse/remit.835',
      '<html><body>502 Bad Gateway</body></html>',
    ],
    ['JSON among answers', 'inbound/clearinghouse/answer.999', '{"status":"ok"}'],
  ])('%s is quarantined', async (_, key, text) => {
    const { fileId, item } = await received(key, text);

    expect(item).toMatchObject({ reason: 'UNREADABLE_FILE', queue: 'technical' });
    expect(item.details.every(({ position }) => position !== undefined)).toBe(true);
    expect(await statusOf(fileId)).toBe('quarantined');
    expect(await pipeline.object(`quarantine/${fileId}.json`)).toBeDefined();
  });

  it('an 835 among encounters is quarantined, and named as what it is', async () => {
    const text = file835(remittance({ trace: 'EFT-STRAY', pays: 0, claims: [] }));
    const { fileId, item } = await received('intake/riverbend/export.837', text);

    expect(item.reason).toBe('UNREADABLE_FILE');
    expect(JSON.stringify(item.details)).toContain('A set of type 835');
    expect(await statusOf(fileId)).toBe('quarantined');
  });

  it('an 837 among answers is quarantined, and named as what it is', async () => {
    const text = await ourOwn837('STRAY', 1);
    const { fileId, item } = await received('inbound/clearinghouse/answer.999', text);

    expect(item.reason).toBe('UNREADABLE_FILE');
    expect(JSON.stringify(item.details)).toContain('A set of type 837P');
    expect(await statusOf(fileId)).toBe('quarantined');
  });
});

describe('an 837 that was cut off in the middle of its last claim', () => {
  it('loses that claim alone, and says where it broke off', async () => {
    const whole = await ourOwn837('CUT', 3);
    const cut = whole.slice(0, whole.lastIndexOf('SV1*') + 8);

    const { item } = await received('intake/hillside/export.837', cut);

    const claims = await pipeline.headsOf('hillside');
    expect(claims.map(({ state }) => state)).toEqual(['BATCHED', 'BATCHED']);
    const lost = item.details.find(({ code }) => code === 'CLAIM_CUT_OFF');
    // The last whole segment is the LX before.
    const segment = cut.slice(cut.indexOf('ST*')).split('~').length - 1;
    expect(lost?.position).toBe(`set 1, segment ${segment}, byte ${cut.lastIndexOf('LX*')}`);
    expect(lost?.text).toMatch(/Send the claim again/);
  });
});

describe('an encounter with a wrong field among good ones', () => {
  const good = (id: string) => encounter(id, [{ code: '99213', charge: 80 }]);
  const wrong = (id: string) => ({ ...good(id), pos: 11, nickname: 'KIT' });

  it.each([
    ['NDJSON', (all: readonly unknown[]) => all.map((one) => JSON.stringify(one)).join('\n')],
    ['a JSON array', (all: readonly unknown[]) => JSON.stringify(all, null, 1)],
  ])('in %s: the others are sent, and the field is named', async (format, write) => {
    const names = [1, 3].map((n) => `${format}-${n}`);
    const all = [good(names[0] ?? ''), wrong(`${format}-2`), good(names[1] ?? '')];

    const { item } = await received(`intake/riverbend/${format}`, write(all));

    for (const claim of await clinicOf(pipeline).sends(names.map(good)))
      expect((await standingOf(pipeline, claim)).state).toBe('SENT');
    expect(item.reason).toBe('UNREADABLE_FILE');
    expect(item.details[0]).toMatchObject({
      position: expect.stringMatching(/^encounter 2, line \d+, field pos$/),
      text: expect.stringMatching(/^pos /),
    });
    expect(JSON.stringify(item)).not.toContain('KIT');
  });

  it('of which one line is no JSON at all', async () => {
    const lines = [JSON.stringify(good('BROKEN-1')), '{"claimType": "P", ', JSON.stringify(good('BROKEN-3'))];

    const { item } = await received('intake/riverbend/broken.ndjson', lines.join('\n'));

    await clinicOf(pipeline).sends([good('BROKEN-1'), good('BROKEN-3')]);
    expect(item.details).toMatchObject([{ position: 'encounter 2, line 2' }]);
  });
});

it('an 835 that does not add up is held whole, and the segment with the difference is named', async () => {
  const claim = await clinicOf(pipeline).hasAccepted('UNBALANCED', [{ code: '99213', charge: 100 }]);
  const unbalanced = payment(claim, '1/100/60', [{ paid: 60, cas: ['CO-45 30'] }]);
  const text = file835(remittance({ trace: 'EFT-UNBALANCED', pays: 60, claims: [unbalanced] }));

  const { fileId, item } = await received('inbound/clearinghouse/unbalanced.835', text);

  const segment = text.slice(text.indexOf('ST*'), text.indexOf('SVC*')).split('~').length;
  expect(item).toMatchObject({ reason: 'UNBALANCED_CLAIM', queue: 'posting', priority: 'P1' });
  expect(item.details).toContainEqual({
    code: 'DIFFERENCE line',
    amount: 10_00,
    position: `segment ${segment}, CLP 1`,
  });
  expect(await statusOf(fileId)).toBe('held');
  expect((await standingOf(pipeline, claim)).state).toBe('PAYER_ACCEPTED');
});

it('an 835 that was cut off posts nothing', async () => {
  const claim = await clinicOf(pipeline).hasAccepted('CUT-835', [{ code: '99213', charge: 100 }]);
  const paid = payment(claim, '1/100/70', [{ paid: 70, cas: ['CO-45 30'] }]);
  const text = file835(remittance({ trace: 'EFT-CUT', pays: 70, claims: [paid] }));

  const cut = text.slice(0, text.indexOf('SE*'));
  const fileId = await pipeline.receive('clearinghouse', cut, 'cut.835');

  const items = await pipeline.workItems((item) => item.fileId === fileId);
  const unreadable = only(items.filter(({ reason }) => reason === 'UNREADABLE_FILE'));
  expect(unreadable.details).toContainEqual(
    expect.objectContaining({ code: 'SE-MISSING', position: expect.stringMatching(/byte \d+$/) }),
  );
  expect(await pipeline.object('inbound/clearinghouse/cut.835')).toBe(cut);
  expect(await statusOf(fileId)).toBe('held');
  expect((await standingOf(pipeline, claim)).state).toBe('PAYER_ACCEPTED');
});

describe('an answer to what we never sent', () => {
  const sets = [acceptedSet('0001')];
  const stranger = {
    claimNo: claimNo('RVBNEVERSENT0001'),
    clm01: 'RVBNEVERSENT0001-1',
    patientLast: 'NOBODY',
    charge: 100,
    lines: [],
    controlNo: 987654,
    setControlNo: '0001',
    batchId: '000987654-0001',
  };

  it.each([
    ['a TA1', ta1(987654, 'R', '006'), 'UNREADABLE_FILE', /^A TA1 answers an interchange that we never sent/],
    [
      'a 999',
      a999({ controlNo: 987654, code: 'A', counts: '1*1*1', sets }),
      'UNREADABLE_FILE',
      /^A 999 answers a group that we never sent/,
    ],
    ['a 277CA', acknowledgment([accepted(stranger)]), 'UNKNOWN_INTERCHANGE', undefined],
  ])('%s becomes a work item with its position', async (kind, text, reason, sentence) => {
    const { item } = await received(`inbound/clearinghouse/${kind.replace(' ', '-')}.edi`, text);

    expect(item.reason).toBe(reason);
    const detail = only(item.details);
    expect(detail.position).toMatch(/(byte|segment) \d+/);
    if (sentence !== undefined) expect(detail.text).toMatch(sentence);
  });
});

/** An 837 as we write it ourselves, which is as good an export of a practice system as any. */
async function ourOwn837(id: string, claims: number): Promise<string> {
  const encounters = Array.from({ length: claims }, (_, n) =>
    encounter(`${id}-${n}`, [
      { code: '99213', charge: 80 },
      { code: '36415', charge: 15 },
    ]),
  );
  const [first] = await clinicOf(pipeline).sends(encounters);
  const controlNo = String(first?.controlNo).padStart(9, '0');
  return (await pipeline.object(`outbound/clearinghouse/${controlNo}.837`)) ?? '';
}
