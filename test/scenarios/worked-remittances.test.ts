/**
 * The two worked 835s of domain.md 5.11, as they stand there, posted entry by entry to the figures of 5.8. Only claim
 * numbers are ours. Amounts in dollars.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { debitOf, type JournalEntry } from '../../core/ledger/entries.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { actsOf } from './acts.ts';
import { clearing, expectProvenLedger, inLedger, standingOf, workFrom, workOn } from './books.ts';
import { clinicOf, coverage, dollars, encounter, type SentClaim } from './clinic.ts';
import { file835, payment, remittance } from './payer.ts';

const F = [
  'ISA*00*          *00*          *ZZ*CLEARHOUSE01   *ZZ*SUBMITTER01    *260210*0600*^*00501*000000901*0*T*:~',
  'GS*HP*CLEARHOUSE01*SUBMITTER01*20260210*0600*901*X*005010X221A1~',
  'ST*835*0001~',
  'BPR*I*129.02*C*ACH*CCP*01*999999992*DA*123456*1512345678**01*999988880*DA*98765*20260210~',
  'TRN*1*EFT0210001*1512345678~',
  'DTM*405*20260209~',
  'N1*PR*ACME HEALTH PLAN~',
  'N3*1 PAYER PLAZA~',
  'N4*CHICAGO*IL*60601~',
  'REF*2U*99001~',
  'PER*BL*EDI SUPPORT*TE*5555550190~',
  'N1*PE*RIVERBEND FAMILY CLINIC*XX*1999999992~',
  'REF*TJ*123456789~',
  'LX*1~',
  'CLP*C0001-1*1*150*0**12*2026011500042*11*1~',
  'NM1*QC*1*DOE*JANE*Q***MI*MEM0001~',
  'DTM*050*20260107~',
  'SVC*HC:99213:25*120*0**0**1~',
  'DTM*472*20260105~',
  'CAS*CO*16*120~',
  'REF*6R*C0001-1-1~',
  'LQ*HE*N286~',
  'SVC*HC:87880:QW*30*0**0**1~',
  'DTM*472*20260105~',
  'CAS*CO*16*30~',
  'REF*6R*C0001-1-2~',
  'LQ*HE*N286~',
  'CLP*C0002-1*1*220*101*24*12*2026020100017*11*1~',
  'NM1*QC*1*ROE*JOHN****MI*MEM0002~',
  'AMT*I*2.02~',
  'SVC*HC:99214*180*96~',
  'DTM*472*20260112~',
  'CAS*CO*45*60~',
  'CAS*PR*2*24~',
  'REF*6R*C0002-1-1~',
  'AMT*B6*120~',
  'SVC*HC:81002*40*5~',
  'DTM*472*20260112~',
  'CAS*CO*45*35~',
  'REF*6R*C0002-1-2~',
  'AMT*B6*5~',
  'CLP*C0003-1*1*150*76*20*12*2026020200031*11*1~',
  'NM1*QC*1*COE*ANN****MI*MEM0009~',
  'SVC*HC:99213*120*60~',
  'DTM*472*20260114~',
  'CAS*CO*45*40~',
  'CAS*PR*3*20~',
  'REF*6R*C0003-1-1~',
  'AMT*B6*80~',
  'SVC*HC:87880:QW*30*16~',
  'DTM*472*20260114~',
  'CAS*CO*45*14~',
  'REF*6R*C0003-1-2~',
  'AMT*B6*16~',
  'PLB*1999999992*20261231*WO:2025110100099*50*L6*-2.02~',
  'SE*54*0001~',
  'GE*1*901~',
  'IEA*1*000000901~',
];

const G = [
  'ISA*00*          *00*          *ZZ*CLEARHOUSE01   *ZZ*SUBMITTER01    *260310*0600*^*00501*000000902*0*T*:~',
  'GS*HP*CLEARHOUSE01*SUBMITTER01*20260310*0600*902*X*005010X221A1~',
  'ST*835*0001~',
  'BPR*I*96*C*ACH*CCP*01*999999992*DA*123456*1512345678**01*999988880*DA*98765*20260310~',
  'TRN*1*EFT0310001*1512345678~',
  'DTM*405*20260309~',
  'N1*PR*ACME HEALTH PLAN~',
  'N3*1 PAYER PLAZA~',
  'N4*CHICAGO*IL*60601~',
  'REF*2U*99001~',
  'PER*BL*EDI SUPPORT*TE*5555550190~',
  'N1*PE*RIVERBEND FAMILY CLINIC*XX*1999999992~',
  'REF*TJ*123456789~',
  'LX*1~',
  'CLP*C0003-1*22*-150*-76**12*2026020200031*11*1~',
  'NM1*QC*1*COE*ANN****MI*MEM0009~',
  'SVC*HC:99213*-120*-60~',
  'DTM*472*20260114~',
  'CAS*CO*45*-40~',
  'CAS*PR*3*-20~',
  'REF*6R*C0003-1-1~',
  'SVC*HC:87880:QW*-30*-16~',
  'DTM*472*20260114~',
  'CAS*CO*45*-14~',
  'REF*6R*C0003-1-2~',
  'CLP*C0003-1*1*150*96**12*2026030100044*11*1~',
  'NM1*QC*1*COE*ANN****MI*MEM0009~',
  'SVC*HC:99213*120*80~',
  'DTM*472*20260114~',
  'CAS*CO*45*40~',
  'REF*6R*C0003-1-1~',
  'SVC*HC:87880:QW*30*16~',
  'DTM*472*20260114~',
  'CAS*CO*45*14~',
  'REF*6R*C0003-1-2~',
  'CLP*C0001-1*1*150*76*20*12*2026030600050*11*7~',
  'NM1*QC*1*DOE*JANE*Q***MI*MEM0001~',
  'SVC*HC:99213:25*120*60~',
  'DTM*472*20260105~',
  'CAS*CO*45*40~',
  'CAS*PR*3*20~',
  'REF*6R*C0001-1-1~',
  'SVC*HC:87880:QW*30*16~',
  'DTM*472*20260105~',
  'CAS*CO*45*14~',
  'REF*6R*C0001-1-2~',
  'SE*45*0001~',
  'GE*1*902~',
  'IEA*1*000000902~',
];

let pipeline: Pipeline;
let claims: Readonly<Record<'C0001' | 'C0002' | 'C0003', SentClaim>>;
beforeAll(async () => {
  pipeline = await startPipeline();
  const clinic = clinicOf(pipeline);
  const sent = await clinic.sends(theVisits);
  const [first, second, third, other] = sent;
  if (first === undefined || second === undefined || third === undefined || other === undefined)
    throw new Error('four claims');
  claims = { C0001: first, C0002: second, C0003: third };
  // What F recovers was left to us before: a reversal that the payer had neutralised (WO below zero, domain.md 5.7).
  const paid = payment(other, '1/40/40', [{ paid: 40 }]);
  const before = remittance({ trace: 'EFT0110001', pays: 90, claims: [paid], plb: ['WO:2025110100099 -50'] });
  await pipeline.receive('clearinghouse', file835(before));
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

/** The encounters behind the claims: those of examples A and B, and one more. */
const theVisits = [
  visit({ id: 'WORKED-1', last: 'DOE', first: 'JANE', day: '20260105', memberId: 'MEM0001' }, [
    { code: '99213', modifiers: ['25'], charge: 120, dx: [1, 2] },
    { code: '87880', modifiers: ['QW'], charge: 30 },
  ]),
  visit({ id: 'WORKED-2', last: 'ROE', first: 'JOHN', day: '20260112', memberId: 'MEM0002' }, [
    { code: '99214', charge: 180 },
    { code: '81002', charge: 40 },
  ]),
  visit({ id: 'WORKED-3', last: 'COE', first: 'ANN', day: '20260114', memberId: 'MEM0009' }, [
    { code: '99213', charge: 120 },
    { code: '87880', modifiers: ['QW'], charge: 30 },
  ]),
  visit({ id: 'WORKED-0', last: 'POE', first: 'EDGAR', day: '20260114', memberId: 'MEM0010' }, [
    { code: '99212', charge: 40 },
  ]),
];

interface Visited {
  readonly id: string;
  readonly last: string;
  readonly first: string;
  readonly day: string;
  readonly memberId: string;
}

/** John Roe has BETA after ACME, through his wife. */
function visit({ id, last, first, day, memberId }: Visited, lines: Parameters<typeof encounter>[1]) {
  const given = encounter(id, lines);
  const second = coverage({
    seq: 2,
    payer: { name: 'BETA MUTUAL', id: '99002' },
    relationship: '01',
    memberId: 'BM778899',
    groupNumber: 'GRP2002',
    subscriber: { last: 'ROE', first: 'MARY', dob: '19760302', sex: 'F' },
  });
  return {
    ...given,
    patient: { ...given.patient, last, first },
    coverages: [coverage({ memberId }), ...(last === 'ROE' ? [second] : [])],
    lines: given.lines.map((line) => ({ ...line, from: day })),
  };
}

/** The file with our claim numbers. */
const withOurNumbers = (segments: readonly string[]): string =>
  segments
    .map((segment) => segment.replace(/C000[123](?=-1)/, (no) => claims[no as keyof typeof claims].claimNo))
    .join('\n');

/** `J1 1: 96 1015 from 1100[1]`: line, amount, account debited and credited; of a memo its reasons. */
function written({ type, lineNo = 0, postings, reasons = [] }: JournalEntry): string {
  const place = (side: 'debit' | 'credit'): string =>
    postings
      .filter((posting) => side in posting)
      .map(({ account, payer }) => (payer === undefined ? account : `${account}[${payer}]`))
      .join('+');
  const words = reasons.map(({ group, carc, amount }) => `${group}-${carc} ${dollars(amount)}`).join(', ');
  if (postings.length === 0) return `${type} ${lineNo}: ${words}`;
  const amount = dollars(postings.reduce((total, posting) => total + debitOf(posting), 0));
  return `${type} ${lineNo}: ${amount} ${place('debit')} from ${place('credit')}`;
}

/** What a file posted to a claim, in order. */
async function postedBy(file: string, { claimNo }: SentClaim): Promise<readonly string[]> {
  const { events } = await pipeline.claim(claimNo);
  return events
    .filter(({ facts }) => 'fileId' in facts && facts.fileId === file)
    .flatMap(({ entries }) => entries.map(written));
}

/** What a file posted at provider level. */
async function postedBeside(file: string): Promise<readonly string[]> {
  const found: JournalEntry[] = [];
  for await (const event of pipeline.claims.scanEvents())
    if ('remittanceId' in event && event.fileId === file) found.push(...event.entries);
  return found.map(written);
}

describe('example F', () => {
  let file: string;
  beforeAll(async () => {
    file = await pipeline.receive('clearinghouse', withOurNumbers(F));
  });

  it('a denial (CO-16) is a memo: nothing moves', async () => {
    expect(await postedBy(file, claims.C0001)).toEqual(['J4 1: CO-16 120', 'J4 2: CO-16 30']);
    const { state, accounts, payerClaimNo } = await standingOf(pipeline, claims.C0001);
    expect([state, payerClaimNo]).toEqual(['DENIED', '2026011500042']);
    expect(accounts).toEqual({ '1100[1]': 150, 4010: -150 });
    expect(await workOn(pipeline, claims.C0001)).toMatchObject([{ reason: 'DENIAL', action: 'FIX7' }]);
  });

  it('a payment: 101 paid, 95 contractual, 24 to the second payer', async () => {
    expect(await postedBy(file, claims.C0002)).toEqual([
      'J1 1: 96 1015 from 1100[1]',
      'J2 1: 60 4110 from 1100[1]',
      'J3a 1: 24 1100[2] from 1100[1]',
      'J1 2: 5 1015 from 1100[1]',
      'J2 2: 35 4110 from 1100[1]',
    ]);
    const { posted, accounts } = await standingOf(pipeline, claims.C0002);
    expect(posted).toEqual({ J0: 220, J1: 101, J2: 95, J3a: 24 });
    expect(accounts).toEqual({ 1015: 101, '1100[2]': 24, 4010: -220, 4110: 95 });
  });

  it('a payment with a copay: 76 paid, 54 contractual, 20 to the patient', async () => {
    expect(await postedBy(file, claims.C0003)).toEqual([
      'J1 1: 60 1015 from 1100[1]',
      'J2 1: 40 4110 from 1100[1]',
      'J3b 1: 20 1110 from 1100[1]',
      'J1 2: 16 1015 from 1100[1]',
      'J2 2: 14 4110 from 1100[1]',
    ]);
    const { state, balance, accounts } = await standingOf(pipeline, claims.C0003);
    expect([state, balance]).toEqual(['CLOSED', 'PATIENT_DUE']);
    expect(accounts).toEqual({ 1015: 76, 1110: 20, 4010: -150, 4110: 54 });
  });

  it('at provider level: 50 recovered, 2.02 interest; together they are what was paid', async () => {
    expect(await postedBeside(file)).toEqual(['J8a 0: 50 2050 from 1015', 'J7 0: 2.02 1015 from 4910']);
    expect(await clearing(pipeline, 'EFT0210001')).toBe(129.02);
    const reasons = (await workFrom(pipeline, file)).map(({ reason }) => reason);
    expect(reasons).not.toContain('RECOUPMENT_UNEXPLAINED');
    expect(reasons).not.toContain('INTEREST_MISMATCH');
  });
});

describe('example G, after F and the replacement of C0001', () => {
  let file: string;
  beforeAll(async () => {
    await actsOf(pipeline).again(claims.C0001, 'replace');
    pipeline.system.tick(Date.UTC(2026, 1, 12, 10, 30));
    await pipeline.settled();
    file = await pipeline.receive('clearinghouse', withOurNumbers(G));
  });

  it('a reversal mirrors every entry, and the correction posts anew', async () => {
    expect(await postedBy(file, claims.C0003)).toEqual([
      'J13 1: 60 1100[1] from 1015',
      'J13 1: 40 1100[1] from 4110',
      'J13 1: 20 1100[1] from 1110',
      'J13 2: 16 1100[1] from 1015',
      'J13 2: 14 1100[1] from 4110',
      'J1 1: 80 1015 from 1100[1]',
      'J2 1: 40 4110 from 1100[1]',
      'J1 2: 16 1015 from 1100[1]',
      'J2 2: 14 4110 from 1100[1]',
    ]);
    const { history, accounts, payerClaimNo } = await standingOf(pipeline, claims.C0003);
    expect(history.slice(-5)).toEqual(['PAID', 'CLOSED', 'REVERSED', 'PAID', 'CLOSED']);
    expect(accounts).toEqual({ 1015: 96, 4010: -150, 4110: 54 });
    expect(payerClaimNo).toBe('2026030100044');
  });

  it('the replacement of the denied claim is paid: 76, 54 contractual, 20 to the patient', async () => {
    expect(await postedBy(file, claims.C0001)).toEqual([
      'J1 1: 60 1015 from 1100[1]',
      'J2 1: 40 4110 from 1100[1]',
      'J3b 1: 20 1110 from 1100[1]',
      'J1 2: 16 1015 from 1100[1]',
      'J2 2: 14 4110 from 1100[1]',
    ]);
    const { history, accounts, payerClaimNo } = await standingOf(pipeline, claims.C0001);
    expect(history.slice(-4)).toEqual(['DENIED', 'REPLACING', 'PAID', 'CLOSED']);
    expect(payerClaimNo).toBe('2026030600050');
    expect(accounts).toEqual({ 1015: 76, 1110: 20, 4010: -150, 4110: 54 });
  });

  it('nothing at provider level; -76 + 96 + 76 is what was paid', async () => {
    expect(await postedBeside(file)).toEqual([]);
    expect(await clearing(pipeline, 'EFT0310001')).toBe(96);
  });

  it('both together: what the ledger holds', async () => {
    const accounts = ['4010', '4110', '4910', '1110', '2010', '2020', '2030', '2050'] as const;
    const held = await Promise.all(accounts.map((account) => inLedger(pipeline, account)));
    expect(Object.fromEntries(accounts.map((account, i) => [account, held[i]]))).toEqual({
      4010: -560,
      4110: 203,
      4910: -2.02,
      1110: 20,
      2010: 0,
      2020: 0,
      2030: 0,
      2050: 0,
    });
  });
});
