/** The same bytes again: put twice, renamed, at the same time, or told of twice. Nothing may change. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFaults } from '../../embedded/index.ts';
import { expectProvenLedger } from '../scenarios/books.ts';
import { clinicOf, encounter, type SentClaim } from '../scenarios/clinic.ts';
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

const faults = createFaults();
let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline({ faults });
});
afterAll(() => pipeline.stop());

type Item = Readonly<Record<string, AttributeValue>>;

/** Everything stored, but for the record that bytes were put: each upload's own, and its id in the file's list. */
async function stored(): Promise<ReadonlyMap<string, Item>> {
  const items = [...(await pipeline.tables())].filter(([key]) => !key.startsWith('FilesTable UPLOAD#'));
  return new Map(
    items.map(([key, item]) => {
      const { uploads: _, ...rest } = item;
      return [key, key.startsWith('FilesTable FILE#') ? rest : item];
    }),
  );
}

const encounters = [1, 2, 3].map((n) => encounter(`AGAIN-${n}`, [{ code: '99213', charge: 100 + n }]));
const body = encounters.map((given) => JSON.stringify(given)).join('\n');

const paid = (claim: SentClaim) =>
  payment(claim, `1/${claim.charge}/70`, [{ paid: 70, cas: [`CO-45 ${claim.charge - 70}`] }]);

describe('a file that comes again under its own name and under another', () => {
  let claims: readonly SentClaim[];

  async function expectNoChange(prefix: string, text: string, first: string): Promise<void> {
    const fileId = await pipeline.put(`${prefix}/${first}`, text);
    await pipeline.settled();
    const before = await stored();
    const keysBefore = await pipeline.objectKeys();

    await pipeline.put(`${prefix}/${first}`, text);
    await pipeline.settled();
    await pipeline.put(`${prefix}/renamed-${first}`, text);
    await pipeline.settled();

    expect(await stored()).toEqual(before);
    expect(await pipeline.objectKeys()).toEqual([...keysBefore, `${prefix}/renamed-${first}`].toSorted());
    expect(pipeline.outcomes(fileId).slice(1)).toEqual(['duplicate', 'duplicate']);
    expect((await pipeline.files.file(fileId))?.uploads).toHaveLength(3);
  }

  it('encounters: no second claim and no second interchange', async () => {
    await expectNoChange('intake/riverbend', body, 'monday.ndjson');
    claims = await clinicOf(pipeline).sends(encounters);
    expect(await pipeline.objectKeys('outbound/')).toHaveLength(1);
  });

  it('TA1 and 999', async () => {
    const { controlNo, setControlNo } = claims[0] ?? { controlNo: 0, setControlNo: '' };
    const sets = [acceptedSet(setControlNo)];
    const answers = ta1(controlNo, 'A') + a999({ controlNo, code: 'A', counts: '1*1*1', sets });
    await expectNoChange('inbound/clearinghouse', answers, 'answers.edi');
  });

  it('277CA', async () => {
    const text = acknowledgment(claims.map((claim) => accepted(claim)));
    await expectNoChange('inbound/clearinghouse', text, 'status.277');
  });

  it('835: no second cent', async () => {
    const text = file835(remittance({ trace: 'EFT-AGAIN', pays: 210, claims: claims.map(paid) }));
    await expectNoChange('inbound/clearinghouse', text, 'payment.835');
    await expectProvenLedger(pipeline);
  });
});

it('the same encounters put twice at the same moment become one set of claims in one interchange', async () => {
  const many = Array.from({ length: 60 }, (_, n) => encounter(`TWICE-${n}`, [{ code: '99213', charge: 80 }]));
  const text = many.map((given) => JSON.stringify(given)).join('\n');
  const before = { interchanges: await pipeline.objectKeys('outbound/'), claims: await riverbend() };

  await Promise.all([
    pipeline.put('intake/riverbend/left.ndjson', text),
    pipeline.put('intake/riverbend/right.ndjson', text),
  ]);
  await pipeline.settled();

  expect(await riverbend()).toBe(before.claims + 60);
  expect(await pipeline.objectKeys('outbound/')).toHaveLength(before.interchanges.length + 1);
  await expectProvenLedger(pipeline);
});

it('an upload that is told of twice is worked once', async () => {
  const told = faults.inject({ kind: 'event', at: 1, times: 10, delivery: 'twice' });
  const claim = await clinicOf(pipeline).hasAccepted('TOLD-TWICE', [{ code: '99213', charge: 100 }]);
  await pipeline.receive(
    'clearinghouse',
    file835(remittance({ trace: 'EFT-TOLD', pays: 70, claims: [paid(claim)] })),
  );
  faults.clear();

  expect(told.hits).toBeGreaterThan(2);
  const { events } = await pipeline.claim(claim.claimNo);
  expect(events.map(({ facts }) => facts.kind)).toEqual([
    'assembled',
    'batched',
    'acknowledged',
    'adjudicated',
  ]);
  await expectProvenLedger(pipeline);
});

const riverbend = async (): Promise<number> => (await pipeline.headsOf('riverbend')).length;
