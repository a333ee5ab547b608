import { expect, it, onTestFinished, vi } from 'vitest';
import { ClaimBatches, MOST_CLAIMS } from '../../../../core/x12/acknowledge/claim-batches.ts';
import { MOST_OF_INTERCHANGE, receive } from '../../../../core/x12/acknowledge/collect.ts';
import { answerInterchange } from '../../../../core/x12/acknowledge/interchange-answer.ts';
import type { InterchangeReceipt } from '../../../../core/x12/acknowledge/receipt.ts';
import { readX12 } from '../../../../core/x12/read.ts';
import { acknowledged, bytes, FILE, TODAY } from './given.ts';

const HEADER = 'ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260106*0930*^*00501*';
const GROUP = 'GS*BE*SENDER*RECEIVER*20260106*0930*1*X*005010X220A1~';
const SET = 'ST*834*0001*005010X220A1~SE*2*0001~';
const LOT = 1000;
/** An interchange of one group with so many sets, or of so many groups without any. */
function* file(controlNo: string, sets: number, groups: number): Generator<Buffer> {
  yield Buffer.from(`${HEADER}${controlNo}*0*T*:~`);
  for (let i = 0; i < groups; i += LOT) yield Buffer.from(`${GROUP}GE*0*1~`.repeat(LOT));
  yield Buffer.from(GROUP);
  for (let i = 0; i < sets; i += LOT) yield Buffer.from(SET.repeat(LOT));
  yield Buffer.from(`GE*${sets}*1~IEA*${groups + 1}*${controlNo}~`);
}

it.each([
  ['sets', MOST_OF_INTERCHANGE, 0],
  ['groups', 0, MOST_OF_INTERCHANGE],
])(
  'of more %s than can be listed none is kept, all is refused, and what follows is not',
  async (_, sets, groups) => {
    function* two(): Generator<Buffer> {
      yield* file('000000001', sets, groups);
      yield* file('000000002', LOT, 0);
    }
    const receipts: InterchangeReceipt[] = [];
    for await (const received of receive(two(), { check: 'none' })) {
      if (received.kind === 'interchange') receipts.push(received.receipt);
    }
    const kept = receipts.map((receipt) =>
      receipt.groups.reduce((sum, group) => sum + 1 + group.sets.length, 0),
    );
    expect(kept).toEqual([MOST_OF_INTERCHANGE, LOT + 1]);
    expect(receipts.map(answerInterchange)).toMatchObject([
      { code: 'R', note: '024' },
      { code: 'A', note: '000' },
    ]);
    expect(receipts[1]?.groups[0]?.stated).toBe(LOT);
  },
);

const judge = () => ({ rejected: false, codes: [{ category: 'A2', status: '20' }] });

it('claims beyond a limit are not held, and those of the next interchange are', async () => {
  const batches = new ClaimBatches({ judge, date: TODAY });
  const items = await Array.fromAsync(readX12([bytes(FILE)]));
  const claim = items.find(({ kind }) => kind === 'claim');
  if (claim === undefined) throw new Error('no claim');
  for (let i = 0; i <= MOST_CLAIMS; i += 1) batches.take(claim);
  expect(batches.drain()).toBeNull();
  batches.take(claim);
  expect(batches.drain()).toEqual([]);
});

it('a 277CA of too many claims is not written, and that of the next interchange is', async () => {
  vi.spyOn(ClaimBatches.prototype, 'drain').mockReturnValueOnce(null);
  onTestFinished(() => void vi.restoreAllMocks());
  const next = bytes(FILE.map((segment) => segment.replaceAll('000000777', '000000778')));
  const answers = await acknowledged(Buffer.concat([bytes(FILE), next]), { judge });
  expect(answers).toMatchObject([
    { kind: 'TA1' },
    { kind: '999' },
    { kind: 'unwritten', interchange: 1, problems: [{ code: 'CLAIMS-OVERFULL' }] },
    { kind: 'TA1' },
    { kind: '999' },
    { kind: '277CA', interchange: 2 },
    { kind: 'end', rejected: false },
  ]);
});
