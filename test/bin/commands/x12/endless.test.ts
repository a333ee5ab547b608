import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SetKinds } from '../../../../bin/commands/x12/set-kinds.ts';
import { runCommandLine } from '../../../../bin/program.ts';
import { memoryWorld } from '../../memory-world.ts';

const HEADER =
  'ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260106*0930*^*00501*000000001*0*T*:~';
const CLOSE = 'SE*1*0001~GE*1*1~IEA*1*000000001~';
const remittance = readFileSync(join(import.meta.dirname, '../../../golden/x12/r835-zero-pay.x12'), 'utf8');
const SETS = 'ST*834*0001*005010X220A1~SE*2*0001~';
const PATIENT = 'HL*3*2*22*0~TRN*2*T1*9123456789~NM1*IL*1*DOE*ANN****MI*M1~EB*1*IND*30~';

interface Endless {
  readonly start: string;
  /** Comes over and over. */
  readonly more: string;
  readonly end: string;
  /** What is printed for each of them. */
  readonly printed: string;
}

const SETS_OF_834: Endless = {
  start: `${HEADER}GS*BE*SENDER*RECEIVER*20260106*0930*1*X*005010X220A1~`,
  more: SETS,
  end: 'GE*0*1~IEA*1*000000001~',
  printed: '"type":"unsupported"',
};
const PATIENTS: Endless = {
  start: [
    `${HEADER}GS*HB*SENDER*RECEIVER*20260106*0930*1*X*005010X279A1~ST*271*0001*005010X279A1~`,
    'BHT*0022*11*A1*20260106*0930~HL*1**20*1~NM1*PR*2*PAYER*****PI*P1~',
    'HL*2*1*21*1~NM1*1P*2*CLINIC*****XX*1234567893~',
  ].join(''),
  more: PATIENT,
  end: CLOSE,
  printed: '"kind":"eligibility-response"',
};
const ADJUSTMENTS: Endless = {
  start: remittance.slice(0, remittance.lastIndexOf('SE*')),
  more: 'PLB*1999999992*20261231*L6*1~',
  end: CLOSE,
  printed: '"code":"L6"',
};

const TIMES = 10_000;
const LOT = 500;

/** Runs a command on a file that grows; tells how many were read and not yet printed, at most. */
async function ran(command: string, { start, more, end, printed }: Endless) {
  const { world } = memoryWorld({});
  const pieces: string[] = [];
  let read = 0;
  let told = 0;
  let most = 0;
  const out = (data: string | Uint8Array): undefined => {
    pieces.push(String(data));
    told += String(data).split(printed).length - 1;
  };
  async function* stdin() {
    yield Buffer.from(start);
    for (; read < TIMES; read += LOT) {
      most = Math.max(most, read - told);
      yield Buffer.from(more.repeat(LOT));
    }
    yield Buffer.from(end);
  }
  const terminal = { ...world.terminal, out };
  await runCommandLine(['x12', ...command.split(' ')], { ...world, terminal, stdin: stdin() });
  return { most, text: pieces.join('') };
}

describe('what grows with the file is printed as it comes', () => {
  it('the sets of a check', async () => {
    const { most, text } = await ran('check - --json', SETS_OF_834);
    expect(most).toBeLessThan(TIMES / 4);
    const document = JSON.parse(text);
    expect(document).toMatchObject({ interchanges: 1, groups: 1, errors: TIMES });
    expect(document.transactions).toHaveLength(TIMES);
    expect(document.transactions.at(-1)).toEqual({
      type: 'unsupported',
      name: '834 enrollment, version 5010',
      version: '005010X220A1',
      claims: 0,
      accepted: false,
    });
  });

  it.each([
    ['the patients of a set', PATIENTS, { kind: 'set', type: '271', accepted: false }, 'items'],
    ['the provider adjustments of a payment', ADJUSTMENTS, { kind: 'claim-payment' }, 'providerAdjustments'],
  ] as const)('%s in JSON', async (_, file, record, list) => {
    const { most, text } = await ran('json -', file);
    expect(most).toBeLessThan(TIMES / 4);
    const last = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');
    expect(last).toMatchObject(record);
    expect(last[list].length).toBeGreaterThanOrEqual(TIMES);
    expect(JSON.parse((await ran('json - --json', file)).text).at(-1)).toEqual(last);
  });

  it('a check of no set has an empty list', async () => {
    const { text } = await ran('check - --json', { start: 'x', more: 'x', end: 'x', printed: '?' });
    expect(JSON.parse(text)).toMatchObject({
      transactions: [],
      interchanges: 0,
      errors: 2,
      findingsLeftOff: 0,
    });
  });
});

describe('the table of sets', () => {
  it('has a bounded number of rows, whatever the versions of a file are', () => {
    const kinds = new SetKinds();
    for (let i = 0; i < 1000; i += 1) {
      kinds.add({ type: '837P', name: '837P', version: `V${i}`, claims: 2, accepted: i % 2 === 0 });
    }
    const { rows } = kinds;
    expect(rows).toHaveLength(102);
    expect(rows.slice(-2)).toMatchObject([
      { name: '837P', version: 'others', accepted: true, sets: 450, claims: 900 },
      { name: '837P', version: 'others', accepted: false, sets: 450, claims: 900 },
    ]);
    expect(kinds.count).toBe(1000);
  });

  it('cuts a version that is none', () => {
    const kinds = new SetKinds();
    kinds.add({ type: 'unsupported', name: '834', version: 'V'.repeat(60_000), claims: 0, accepted: false });
    expect(kinds.rows[0]?.version).toHaveLength(35);
  });
});
