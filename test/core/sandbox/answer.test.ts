import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { add, type Cents, cents, subtract, sum } from '../../../core/money.ts';
import { type AnswerFile, answerFile, answerInterchange } from '../../../core/sandbox/answer.ts';
import { chargeOf, decideFate } from '../../../core/sandbox/fate.ts';
import { type ScenarioName, scenarios } from '../../../core/sandbox/scenarios.ts';
import type { X12Item } from '../../../core/x12/items.ts';
import { readX12 } from '../../../core/x12/read.ts';
import type { ClaimPayment, ProfessionalClaim } from '../../../core/x12/types.ts';
import { claims, interchangeOf, setOf, TODAY } from './given.ts';

const play = (scenario: ScenarioName, seed = 'demo') =>
  ({ seed, scenario, today: TODAY, time: '1015' }) as const;

async function read(file: AnswerFile): Promise<readonly X12Item[]> {
  const items: X12Item[] = [];
  for await (const item of readX12([Buffer.from(file.text)])) items.push(item);
  return items;
}

type Of<K extends X12Item['kind']> = Extract<X12Item, { readonly kind: K }>;
const only = <K extends X12Item['kind']>(items: readonly X12Item[], kind: K): readonly Of<K>[] =>
  items.filter((item): item is Of<K> => item.kind === kind);

/** Every claim answered in a set of 277CA files, with the action of its first status. */
async function acknowledged(
  files: readonly AnswerFile[],
  name: string,
): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>();
  for (const file of files.filter((f) => f.name.includes(name))) {
    for (const { batch } of only(await read(file), 'claim-acknowledgment-batch')) {
      for (const claim of batch.providers.flatMap((p) => p.claims)) {
        answers.set(claim.claimId, claim.statuses[0]?.action ?? '');
      }
    }
  }
  return answers;
}

async function payments(files: readonly AnswerFile[]): Promise<readonly ClaimPayment[]> {
  const items = await Promise.all(files.filter((f) => f.stage === 3).map(read));
  return items.flatMap((i) => only(i, 'claim-payment').map((item) => item.payment));
}

/** domain.md 5.3: what of a transaction does not balance, in cents; nothing when all does. */
function imbalances(items: readonly X12Item[]): readonly Cents[] {
  const paid = only(items, 'claim-payment').map(({ payment }) => payment);
  const amounts = (adjustments: ClaimPayment['adjustments']) => sum(adjustments.map((a) => a.amount));
  const ofLines = paid.flatMap((p) =>
    p.services.map((s) => subtract(subtract(s.charge, amounts(s.adjustments)), s.paid)),
  );
  const ofClaims = paid.map((p) => {
    const adjusted = add(amounts(p.adjustments), sum(p.services.map((s) => amounts(s.adjustments))));
    return subtract(subtract(p.charge, adjusted), p.paid);
  });
  const ofSums = paid
    .filter((p) => p.services.length > 0)
    .map((p) => subtract(sum(p.services.map((s) => s.charge)), p.charge));
  const header = only(items, 'remittance')[0]?.header;
  const plb = sum(only(items, 'provider-adjustment').map(({ adjustment }) => adjustment.amount));
  const net = subtract(subtract(sum(paid.map((p) => p.paid)), plb), header?.paid ?? cents(0));
  return [...ofLines, ...ofClaims, ...ofSums, net].filter((difference) => difference !== 0);
}

const HUNDRED = claims(100);

describe('the answers to an interchange', () => {
  const answers = answerInterchange(interchangeOf(setOf('0001', HUNDRED)), play('mixed'));

  it('are named after the interchange, and come in three stages', () => {
    expect(answers.unwritten).toEqual([]);
    expect(answers.files.map((f) => [f.name, f.stage]).slice(0, 6)).toEqual([
      ['000000101-ta1-999', 1],
      ['000000101-277ca-clearinghouse', 2],
      ['000000101-277ca-payer-1', 2],
      ['000000101-277ca-payer-2', 2],
      ['000000101-277ca-payer-3', 2],
      ['000000101-277ca-payer-4', 2],
    ]);
    expect(answers.files.slice(6).every((f) => f.stage === 3 && /^000000101-835-\d+$/.test(f.name))).toBe(
      true,
    );
  });

  it('are the same bytes for the same seed, and others for another', () => {
    const again = answerInterchange(interchangeOf(setOf('0001', HUNDRED)), play('mixed'));
    const other = answerInterchange(interchangeOf(setOf('0001', HUNDRED)), play('mixed', 'other'));
    expect(again).toEqual(answers);
    expect(other).not.toEqual(answers);
  });

  it('go back to the sender under control numbers of their own', async () => {
    const envelopes = await Promise.all(
      answers.files.map(async (file) => only(await read(file), 'interchange').map((i) => i.interchange)),
    );
    const all = envelopes.flat();
    expect(new Set(all.map((i) => i.controlNo)).size).toBe(all.length);
    expect(new Set(all.map((i) => `${i.senderId} to ${i.receiverId}, ${i.usage}`))).toEqual(
      new Set(['CLEARHOUSE01 to SUBMITTER01, T']),
    );
  });

  it('acknowledge the interchange and its set', async () => {
    const [first] = answers.files;
    const items = first === undefined ? [] : await read(first);
    expect(only(items, 'interchange-acknowledgment')[0]?.acknowledgment).toMatchObject({
      controlNo: '000000101',
      code: 'A',
      note: '000',
    });
    expect(only(items, 'implementation-acknowledgment')[0]?.acknowledgment).toMatchObject({
      groupControlNo: '110',
      code: 'A',
      accepted: 1,
      sets: [{ controlNo: '0001', code: 'A' }],
    });
  });

  it('count every claim and every dollar of the batch in the 277CA of the clearinghouse', async () => {
    const file = answers.files.find((f) => f.name.endsWith('clearinghouse'));
    const [item] = file === undefined ? [] : only(await read(file), 'claim-acknowledgment-batch');
    const batch = item?.batch;
    expect(batch).toMatchObject({ source: { kind: 'clearinghouse' }, batchId: 'B0001' });
    expect((batch?.acceptedCount ?? 0) + (batch?.rejectedCount ?? 0)).toBe(100);
    expect((batch?.acceptedAmount ?? 0) + (batch?.rejectedAmount ?? 0)).toBe(
      sum(HUNDRED.map((c) => chargeOf(c.content))),
    );
  });

  it('give each claim what its fate says, and nothing after a rejection', async () => {
    const many = claims(1000);
    const { files } = answerInterchange(interchangeOf(setOf('0001', many)), play('mixed'));
    const clearinghouse = await acknowledged(files, 'clearinghouse');
    const payer = await acknowledged(files, 'payer');
    const paid = new Set((await payments(files)).map((p) => p.claimId));
    for (const claim of many) {
      const id = claim.content.claimNo ?? '';
      const fate = decideFate(claim, play('mixed'));
      const rejectedBy = fate.kind === 'rejected' ? fate.by : null;
      const isSilent = claim.content.coverages[0]?.payer.id === '99005';
      expect(clearinghouse.get(id)).toBe(rejectedBy === 'clearinghouse' ? 'U' : 'WQ');
      expect(payer.get(id)).toBe(
        rejectedBy === 'clearinghouse' || isSilent ? undefined : rejectedBy === 'payer' ? 'U' : 'WQ',
      );
      expect(paid.has(id)).toBe(rejectedBy === null);
    }
  });

  it('carry the payer claim control number of the 277CA in the 835', async () => {
    const numbers = new Map<string, string | undefined>();
    for (const file of answers.files.filter((f) => f.name.includes('payer'))) {
      for (const { batch } of only(await read(file), 'claim-acknowledgment-batch')) {
        for (const c of batch.providers.flatMap((p) => p.claims))
          numbers.set(c.claimId, c.payerClaimControlNo);
      }
    }
    for (const payment of await payments(answers.files)) {
      const acknowledgedNo = numbers.get(payment.claimId);
      if (acknowledgedNo !== undefined) expect(payment.payerClaimControlNo).toBe(acknowledgedNo);
    }
  });

  it('name no patient in a file name', () => {
    const names = answers.files.map((f) => f.name).join();
    expect(names).toMatch(/^[0-9a-z,-]+$/);
  });
});

describe('every scenario', () => {
  const names = Object.keys(scenarios).filter((name): name is ScenarioName => name in scenarios);

  test.each(names)('%s is written, and read back without an error', async (scenario) => {
    const { files, unwritten } = answerInterchange(
      interchangeOf(setOf('0001', HUNDRED), setOf('0002', claims(20, 'second', '0002'))),
      play(scenario),
    );
    expect(unwritten).toEqual([]);
    for (const file of files) {
      const errors = only(await read(file), 'finding').filter((f) => f.finding.severity === 'error');
      expect(errors.map((e) => e.finding.code)).toEqual([]);
    }
  });

  test.each(names.filter((name) => !name.startsWith('unbalanced')))(
    '%s: each 835 balances at line, claim and transaction',
    async (scenario) => {
      const { files } = answerInterchange(interchangeOf(setOf('0001', HUNDRED)), play(scenario));
      for (const file of files.filter((f) => f.stage === 3)) expect(imbalances(await read(file))).toEqual([]);
    },
  );

  it('an 835 that pays nothing is information only', async () => {
    const { files } = answerInterchange(interchangeOf(setOf('0001', HUNDRED)), play('all-deductible'));
    const headers = await Promise.all(
      files.filter((f) => f.stage === 3).map(async (f) => only(await read(f), 'remittance')[0]?.header),
    );
    expect(headers.length).toBeGreaterThan(0);
    for (const header of headers) expect(header).toMatchObject({ paid: 0, handling: 'H', method: 'NON' });
  });
});

describe('special scenarios', () => {
  const answer = (scenario: ScenarioName, ...sets: (readonly ProfessionalClaim[])[]) =>
    answerInterchange(interchangeOf(...sets.map((own, i) => setOf(`000${i + 1}`, own))), play(scenario))
      .files;
  const firstRemittance = async (scenario: ScenarioName) => {
    const file = answer(scenario, HUNDRED).find((f) => f.stage === 3);
    return file === undefined ? [] : read(file);
  };

  it('reject-interchange: a TA1 with a reason, and nothing else', async () => {
    const files = answer('reject-interchange', HUNDRED);
    expect(files.map((f) => f.name)).toEqual(['000000101-ta1']);
    const items = await Promise.all(files.map(read));
    expect(only(items.flat(), 'interchange-acknowledgment')[0]?.acknowledgment).toMatchObject({
      code: 'R',
      note: '006',
    });
  });

  it('reject-syntax: of two sets one is rejected, and only the other goes on', async () => {
    const [first, second] = [claims(3, 'one', '0001'), claims(2, 'two', '0002')];
    const renumbered = second.map((c) => ({
      ...c,
      content: { ...c.content, claimNo: `D${c.content.claimNo}` },
    }));
    const files = answer('reject-syntax', first, renumbered);
    const items = await Promise.all(files.filter((f) => f.stage === 1).map(read));
    const [item] = only(items.flat(), 'implementation-acknowledgment');
    const acknowledgment = item?.acknowledgment;
    expect(acknowledgment).toMatchObject({ code: 'P', received: 2, accepted: 1 });
    const rejected = acknowledgment?.sets.find((s) => s.code === 'R');
    const own = rejected?.controlNo === '0001' ? first : renumbered;
    const others = rejected?.controlNo === '0001' ? renumbered : first;
    const error = rejected?.errors[0];
    const claim = own.find((c) => c.content.claimNo === error?.claimId);
    expect(error).toMatchObject({
      segmentId: 'CLM',
      segment: claim?.position.segment,
      loop: '2300',
      code: '8',
    });
    const answered = await acknowledged(files, 'clearinghouse');
    expect([...answered.keys()]).toEqual(others.map((c) => c.content.claimNo));
  });

  it('reject-syntax: the only set is rejected', async () => {
    const files = answer('reject-syntax', HUNDRED);
    expect(files.map((f) => f.name)).toEqual(['000000101-ta1-999']);
  });

  it('unbalanced: the first 835 is a dollar off', async () => {
    expect(imbalances(await firstRemittance('unbalanced'))).toEqual([-100]);
  });

  it('unbalanced-line: the first 835 has a charge ten dollars too high', async () => {
    expect(new Set(imbalances(await firstRemittance('unbalanced-line')))).toEqual(new Set([1000]));
  });

  it('plb: interest at the claim and in the PLB, and a recovery', async () => {
    const items = await firstRemittance('plb');
    const adjustments = only(items, 'provider-adjustment').map(({ adjustment: a }) => [a.code, a.amount]);
    expect(adjustments).toEqual([
      ['WO', 5000],
      ['L6', -202],
    ]);
    expect(only(items, 'claim-payment')[0]?.payment.interest).toBe(202);
  });

  it('unknown-claim: a claim that nobody sent is paid too', async () => {
    const ids = only(await firstRemittance('unknown-claim'), 'claim-payment').map((c) => c.payment.claimId);
    expect(ids.filter((id) => !HUNDRED.some((c) => c.content.claimNo === id))).toEqual(['ZZ99']);
  });

  it('duplicate-remit: the same payment twice, in two interchanges', async () => {
    const files = answer('duplicate-remit', HUNDRED).filter((f) => /-835-1(-again)?$/.test(f.name));
    const items = await Promise.all(files.map(read));
    expect(new Set(items.map((i) => only(i, 'remittance')[0]?.header.trace)).size).toBe(1);
    expect(new Set(items.map((i) => only(i, 'interchange')[0]?.interchange.controlNo)).size).toBe(2);
  });
});

describe('laws of the answers', () => {
  it('a claim is answered the same in any order and company', async () => {
    const outcome = async (own: readonly ProfessionalClaim[]) => {
      const { files } = answerInterchange(interchangeOf(setOf('0001', own)), play('mixed'));
      const paid = await payments(files);
      return new Map(
        paid.map(({ ordinal: _, position: __, services, ...rest }) => [
          rest.claimId,
          { ...rest, services: services.map(({ position: ___, ...service }) => service) },
        ]),
      );
    };
    const all = await outcome(HUNDRED);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...HUNDRED], { minLength: 1, maxLength: 20 }), async (some) => {
        for (const [id, payment] of await outcome(some)) expect(payment).toEqual(all.get(id));
      }),
      { numRuns: 20 },
    );
  });

  it('large groups are cut at 1,000 claims to a payment', async () => {
    const onePayer = claims(2500).map((claim) => ({
      ...claim,
      content: {
        ...claim.content,
        billing: HUNDRED[0]?.content.billing ?? claim.content.billing,
        coverages: claim.content.coverages.map((c) => ({
          ...c,
          payer: { name: 'ACME HEALTH PLAN', id: '99001' },
        })),
      },
    }));
    const { files } = answerInterchange(interchangeOf(setOf('0001', onePayer)), play('all-paid'));
    const counts = await Promise.all(
      files.filter((f) => f.stage === 3).map(async (f) => only(await read(f), 'claim-payment').length),
    );
    expect(counts).toEqual([1000, 1000, 500]);
  });
});

const PROFESSIONAL = [
  'ISA*00*          *00*          *ZZ*SUBMITTER01    *ZZ*CLEARHOUSE01   *260301*0930*^*00501*000000777*1*T*:',
  'GS*HC*SUBMITTER01*CLEARHOUSE01*20260301*0930*777*X*005010X222A1',
  'ST*837*0001*005010X222A1',
  'BHT*0019*00*B1*20260301*0930*CH',
  'NM1*41*2*RIVERBEND BILLING*****46*SUBMITTER01',
  'PER*IC*EDI DESK*TE*5555550100',
  'NM1*40*2*SANDBOX*****46*CLEARHOUSE01',
  'HL*1**20*1',
  'NM1*85*2*RIVERBEND FAMILY CLINIC*****XX*1999999992',
  'N3*100 MAIN ST',
  'N4*SPRINGFIELD*IL*627010001',
  'REF*EI*123456789',
  'HL*2*1*22*0',
  'SBR*P*18*GRP1001******CI',
  'NM1*IL*1*EXAMPLETON*ADALENA****MI*MEM0001',
  'N3*12 ELM ST',
  'N4*SPRINGFIELD*IL*62702',
  'DMG*D8*19800215*F',
  'NM1*PR*2*ACME HEALTH PLAN*****PI*99001',
  'CLM*C0001-1*150***11:B:1*Y*A*Y*Y',
  'HI*ABK:J029*ABF:R509',
  'LX*1',
  'SV1*HC:99213:25*120*UN*1***1:2',
  'DTP*472*D8*20260205',
  'REF*6R*C0001-1-1',
  'LX*2',
  'SV1*HC:87880:QW*30*UN*1***1',
  'DTP*472*D8*20260205',
  'REF*6R*C0001-1-2',
  'SE*28*0001',
  'GE*1*777',
  'IEA*1*000000777',
  '',
];

describe('answering a file', () => {
  const answer = (text: string, scenario: ScenarioName = 'all-paid') =>
    answerFile([Buffer.from(text)], play(scenario));

  it('reads an 837P and pays its claim', async () => {
    const { files, unwritten } = await answer(PROFESSIONAL.join('~'));
    expect(unwritten).toEqual([]);
    expect(files.map((f) => f.name)).toEqual([
      '000000777-ta1-999',
      '000000777-277ca-clearinghouse',
      '000000777-277ca-payer-1',
      '000000777-835-1',
    ]);
    const [payment] = await payments(files);
    expect(payment).toMatchObject({
      claimId: 'C0001-1',
      charge: 15_000,
      memberId: 'MEM0001',
      patientLast: 'EXAMPLETON',
    });
    expect(payment?.services.map((s) => s.lineControlNo)).toEqual(['C0001-1-1', 'C0001-1-2']);
  });

  it('rejects a set whose segments are in error, and says where', async () => {
    const broken = PROFESSIONAL.map((segment) =>
      segment.startsWith('CLM') ? segment.replace('150', 'X') : segment,
    );
    const { files } = await answer(broken.join('~'));
    const [file] = files;
    const items = file === undefined ? [] : await read(file);
    const [item] = only(items, 'implementation-acknowledgment');
    expect(item?.acknowledgment).toMatchObject({ code: 'R', accepted: 0 });
    expect(item?.acknowledgment.sets[0]?.errors[0]).toMatchObject({ segmentId: 'CLM', segment: 18 });
    expect(files).toHaveLength(1);
  });

  it('leaves out of what it repeats the characters that are our delimiters', async () => {
    const piped = PROFESSIONAL.map((s) => s.replaceAll('*', '|')).map((s) =>
      s.replace('EXAMPLETON', 'EX*AMPLE~TON').replace('C0001-1|', 'C0001*1|'),
    );
    const { files, unwritten } = await answer(piped.join('\n'));
    expect(unwritten).toEqual([]);
    expect(await payments(files)).toMatchObject([{ claimId: 'C0001 1', patientLast: 'EX AMPLE TON' }]);
  });

  it('says nothing to what is no X12', async () => {
    expect(await answer('{"claimType":"P"}')).toEqual({ files: [], unwritten: [] });
  });
});
