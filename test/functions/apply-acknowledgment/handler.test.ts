import { describe, expect, it } from 'vitest';
import { stopServicesAfterEach } from '../../support/services.ts';
import { configWith, encounter, type Loop, PARTNER, quiet, startLoop } from '../loop.ts';
import { a999, ca277, clm01, ta1 } from '../payer.ts';

stopServicesAfterEach();

async function sentLoop(claims = 2, partner: object = {}): Promise<Loop> {
  const loop = await startLoop({ config: configWith({ partner }) });
  await loop.intake(Array.from({ length: claims }, (_, i) => encounter(`E${i}`)));
  await loop.submit();
  return loop;
}
const stateList = async (loop: Loop) => (await loop.heads()).map(({ state }) => state);
const BATCH = '000000001-0001';

describe('acceptance', () => {
  it('by TA1 and 999 is written once for the interchange, and no claim is touched', async () => {
    const loop = await sentLoop(3);
    const before = await loop.heads();
    await loop.respond(`${ta1(1)}${a999(1, { '0001': 'A' })}`);
    expect(await loop.files.interchange(PARTNER, 1)).toMatchObject({ ta1: 'A', acceptedSets: ['0001'] });
    expect(await loop.heads()).toEqual(before);
    expect(await loop.openWork()).toEqual([]);
  });

  it('with a warning opens one work item for each interchange and set', async () => {
    const loop = await sentLoop(4, { claimsPerSet: 2 });
    await loop.respond(`${ta1(1, 'E', '014')}${a999(1, { '0001': 'E', '0002': 'A' })}`);
    expect(await loop.openWork()).toMatchObject([
      { reason: '999_WARNING', details: [{ position: '000000001-0001' }] },
      { reason: 'TA1_WARNING', details: [{ code: '014', position: '000000001' }] },
    ]);
    expect((await loop.files.interchange(PARTNER, 1))?.acceptedSets).toEqual(['0001', '0002']);
  });

  it('by a 277CA moves each claim and keeps the payer’s number', async () => {
    const loop = await sentLoop(1);
    const before = await loop.only();
    const claims = [{ claimId: clm01(before), status: 'A2:20' }];
    await loop.respond(ca277({ batchId: BATCH, claims, source: 'clearinghouse' }), 'ch');
    expect((await loop.only()).state).toBe('CH_ACCEPTED');
    await loop.respond(ca277({ batchId: BATCH, claims }), 'payer');
    expect(await loop.only()).toMatchObject({
      state: 'PAYER_ACCEPTED',
      payerClaimControlNo: `PC${clm01(before).slice(-5)}`,
      acceptedOn: '20260110',
    });
  });
});

describe('a refusal', () => {
  it.each([
    ['by TA1', () => ta1(1, 'R', '006'), 'REJ_INTERCHANGE', 'TA1_REJECT'],
    ['by 999', () => a999(1, { '0001': 'R' }), 'REJ_SYNTAX', '999_REJECT'],
    [
      'of a 277CA batch',
      () => ca277({ batchId: BATCH, batch: 'A3:24' }),
      'REJ_FRONTEND',
      '277CA_BATCH_REJECT',
    ],
    [
      'of the provider',
      () => ca277({ batchId: BATCH, provider: 'A3:26' }),
      'REJ_FRONTEND',
      '277CA_BATCH_REJECT',
    ],
  ])('%s moves every claim and opens one work item for all', async (_, text, state, reason) => {
    const loop = await sentLoop(3);
    await loop.respond(text());
    expect(new Set(await stateList(loop))).toEqual(new Set([state]));
    expect((await loop.reasons()).filter((r) => r === reason)).toHaveLength(1);
  });

  it('of one set of two spares the claims of the other', async () => {
    const loop = await sentLoop(4, { claimsPerSet: 2 });
    await loop.respond(a999(1, { '0001': 'A', '0002': 'R' }));
    expect(await stateList(loop)).toEqual(['BATCHED', 'BATCHED', 'REJ_SYNTAX', 'REJ_SYNTAX']);
    expect((await loop.files.interchange(PARTNER, 1))?.acceptedSets).toEqual(['0001']);
    expect(await loop.openWork()).toMatchObject([{ id: `999-${PARTNER}-000000001-0002-R` }]);
  });

  it('of another provider moves none of ours', async () => {
    const loop = await sentLoop();
    await loop.respond(ca277({ batchId: BATCH, provider: 'A3:26', npi: '1444444446' }));
    expect(new Set(await stateList(loop))).toEqual(new Set(['BATCHED']));
  });

  it('of a single claim moves that one, to the queue of its status code', async () => {
    const loop = await sentLoop(2);
    const [first, second] = await loop.heads();
    if (first === undefined || second === undefined) throw new Error('two claims');
    const claims = [
      { claimId: clm01(first), status: 'A7:164:IL' },
      { claimId: clm01(second), status: 'A2:20' },
    ];
    await loop.respond(ca277({ batchId: BATCH, claims }));
    expect(await stateList(loop)).toEqual(['REJ_FRONTEND', 'PAYER_ACCEPTED']);
    expect(await loop.openWork()).toMatchObject([
      {
        reason: '277CA_REJECT',
        queue: 'registration',
        claimNo: first.claimNo,
        details: [{ code: 'A7:164:IL' }],
      },
    ]);
  });

  it('of an interchange as a duplicate, after it was accepted, hurts nobody', async () => {
    const loop = await sentLoop();
    await loop.respond(ta1(1), 'first');
    await loop.respond(ta1(1, 'R', '025'), 'second');
    expect(new Set(await stateList(loop))).not.toContain('REJ_INTERCHANGE');
    expect(await loop.reasons()).not.toContain('TA1_REJECT');
    expect((await loop.files.interchange(PARTNER, 1))?.ta1).toBe('A');
  });

  it('that comes again in another file changes nothing', async () => {
    const loop = await sentLoop();
    await loop.respond(a999(1, { '0001': 'R' }), 'first');
    const [heads, work] = [await loop.heads(), await loop.openWork()];
    await loop.respond(`${a999(1, { '0001': 'R' })}\n`, 'second');
    expect([await loop.heads(), await loop.openWork()]).toEqual([heads, work]);
  });
});

describe('a claim answer', () => {
  it('whose patient is another one changes nothing, and a person is asked', async () => {
    const loop = await sentLoop(1);
    const before = await loop.only();
    const claims = [{ claimId: clm01(before), status: 'A7:164:IL', last: 'SOMEBODY' }];
    await loop.respond(ca277({ batchId: BATCH, claims }));
    expect(await loop.only()).toEqual(before);
    const items = await loop.openWork();
    expect(items).toMatchObject([{ reason: 'ACK_PATIENT_MISMATCH', claimNo: before.claimNo }]);
    expect(JSON.stringify(items)).not.toMatch(/SOMEBODY|QUILLBROOK/);
  });

  it('on claims that are not ours opens one work item for its whole batch', async () => {
    const loop = await sentLoop(1);
    const before = await loop.only();
    const claims = ['PATIENT-1', 'PATIENT-2'].map((claimId) => ({ claimId, status: 'A2:20' }));
    await loop.respond(ca277({ batchId: 'THEIRS', claims }));
    expect(await loop.only()).toEqual(before);
    const items = (await loop.openWork()).filter(({ reason }) => reason === 'UNKNOWN_INTERCHANGE');
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toContain('PATIENT-');
  });

  it('on an earlier attempt says nothing of this one', async () => {
    const loop = await sentLoop(1);
    const before = await loop.only();
    const claims = [{ claimId: clm01(before), status: 'A7:164:IL' }];
    await loop.respond(ca277({ batchId: '000000999-0001', claims }));
    expect(await loop.only()).toEqual(before);
    expect(await loop.reasons()).not.toContain('277CA_REJECT');
  });

  it('that fails among good ones is reported, and its retry is the only one recorded', async () => {
    const loop = await sentLoop(3);
    const claims = (await loop.heads()).map((head) => ({ claimId: clm01(head), status: 'A2:20' }));
    const uploadId = await loop.upload('inbound/sandbox/277', ca277({ batchId: BATCH, claims }));
    const { fileId } = await loop.steps.readResponse({ uploadId, partner: PARTNER }, quiet);
    loop.faults.inject({
      kind: 'call',
      service: 'dynamodb',
      operation: 'PutItem',
      at: 2,
      effect: 'none',
      answer: 'error',
    });
    const input = { fileId, partner: PARTNER, batch: 0 };
    await expect(loop.steps.applyAcknowledgment(input, quiet)).rejects.toMatchObject({
      name: 'BatchIncomplete',
      facts: { fileId, batch: 0, unsettled: 1 },
    });
    await loop.steps.applyAcknowledgment(input, quiet);
    expect((await loop.heads()).map(({ state, version }) => [state, version])).toEqual(
      Array(3).fill(['PAYER_ACCEPTED', 3]),
    );
  });
});
