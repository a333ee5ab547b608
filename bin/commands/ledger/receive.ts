import { Option } from 'commander';
import { type PaymentMethod, paymentMethods } from '../../../core/claim/patient-facts.ts';
import { civilDateOf } from '../../../core/dates.ts';
import type { Cents } from '../../../core/money.ts';
import { readReceipts } from '../../../core/patient/read-receipts.ts';
import { type LookOptions, lookAt } from '../../session/look.ts';
import { dayOf } from '../../session/patient-money.ts';
import {
  type ReceiptRefusal,
  type Received,
  type ReceivedRow,
  receiveAll,
  receivePayment,
  returnPayment,
} from '../../session/receive-payment.ts';
import { readWhole } from '../../session/source.ts';
import { type Answer, refused, wrongUse } from '../../terminal/answer.ts';
import { counted, dollars } from '../../terminal/format.ts';
import { progressView } from '../../terminal/progress-bar.ts';
import { table } from '../../terminal/table.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup, oneOf } from '../command.ts';
import {
  type ActOptions,
  actedAnswer,
  actingOf,
  actOptions,
  amountOf,
  claimOfText,
  numberOf,
  refusalText,
} from './acts.ts';

interface ReceiveOptions extends ActOptions {
  readonly amount: Cents;
  readonly method: PaymentMethod;
  readonly receipt: string;
}

/** `ledger receive`, `receipts` and `return`: money of patients, and money of patients that is gone again. */
export const receive: CommandGroup = (group, { world, answering }) => {
  actOptions(
    addCommand(group, 'receive <claim>', {
      summary: 'post a patient’s payment to a claim',
      example: 'ledger receive RVB2M4KQ7XA3TZ5N --amount 20.00 --method card --receipt R-1042',
      more:
        'It pays what the patient owes, by line in order (J6); what is above that, or comes before a payer has decided,\n' +
        'is kept for the patient (2020) and used by itself once something is owed. A receipt posts once: given again it\n' +
        'changes nothing, and on another claim or with another amount it is refused. The copay that an encounter names\n' +
        '(patientPaidCents) is booked when its claim first leaves: do not enter it again.',
    })
      .addOption(amountOption('what came in, in dollars').makeOptionMandatory())
      .addOption(
        new Option('--method <how>', `how: ${paymentMethods.join(', ')}`)
          .argParser(oneOf(paymentMethods))
          .makeOptionMandatory(),
      )
      .addOption(receiptOption().makeOptionMandatory()),
  ).action(
    answering((claim: string, options: ReceiveOptions) =>
      lookAt(world, options, async (sight) => {
        const acting = actingOf(sight, options, world);
        const { amount, method, receipt } = options;
        const payment = { amount, method, receipt, receivedOn: dayOf(acting) };
        const received = await receivePayment(acting, claimOfText(claim), payment);
        if (received.outcome === 'elsewhere' || received.outcome === 'refused')
          throw refused(receiptRefusal(received), `See it: claimline ledger patient ${claimOfText(claim)}`);
        return actedAnswer(received, acting);
      }),
    ),
  );
  actOptions(
    addCommand(group, 'receipts <file>', {
      summary: 'post a CSV of patients’ payments',
      example: 'ledger receipts june.csv',
      more:
        'Columns are found by their headings: claim, amount, receipt, and where there are some method and date. Each row\n' +
        'is posted as ledger receive does; a row that is refused hinders no other. The same file again posts only what is\n' +
        'missing. Ends with 1 where a row is refused or cannot be read.',
    }),
  ).action(answering((file: string, options: ActOptions) => receivedFile(file, options, world)));
  actOptions(
    addCommand(group, 'return <claim>', {
      summary: 'take a patient’s payment back: a check that bounced, a receipt of another claim',
      example: 'ledger return RVB2M4KQ7XA3TZ5N --receipt R-1042',
      more:
        'All that the payment posted is mirrored, and the patient owes it again. The receipt may then be posted to another\n' +
        'claim; on this one it needs a new number. Refused where the patient has got the money back already.',
    }).addOption(receiptOption().makeOptionMandatory()),
  ).action(
    answering((claim: string, options: ActOptions & { readonly receipt: string }) =>
      lookAt(world, options, async (sight) => {
        const acting = actingOf(sight, options, world);
        return actedAnswer(await returnPayment(acting, claimOfText(claim), options.receipt), acting);
      }),
    ),
  );
};

export const amountOption = (help: string): Option =>
  new Option('--amount <dollars>', help).argParser(amountOf);

const receiptOption = (): Option =>
  new Option('--receipt <number>', 'the practice’s number of the receipt: no name').argParser(numberOf);

const REFUSED: Readonly<Record<Exclude<ReceiptRefusal, Parameters<typeof refusalText>[0]>, string>> = {
  RETURNED: 'That receipt was returned on this claim: a new payment has a new number.',
  UNKNOWN_CLAIM: 'There is no claim of that number.',
};

function receiptRefusal(received: Exclude<Received, { readonly outcome: 'done' | 'already' }>): string {
  if (received.outcome === 'elsewhere')
    return `That receipt is on claim ${received.claimNo}: a receipt for several claims gets a number for each.`;
  const { reason } = received;
  return reason === 'RETURNED' || reason === 'UNKNOWN_CLAIM' ? REFUSED[reason] : refusalText(reason);
}

async function receivedFile(path: string, options: ActOptions & LookOptions, world: World): Promise<Answer> {
  const { rows, problems } = readReceipts(new TextDecoder().decode(readWhole(world.cwd, path)));
  if (rows.length === 0 && problems.length > 0)
    throw wrongUse(
      `No payment can be read: ${problems[0]?.message}`,
      'The file must be a CSV whose headings name the claim, the amount and the receipt.',
    );
  const today = civilDateOf(world.now());
  const known = rows.filter(({ receivedOn = today }) => receivedOn <= today);
  const early = rows.filter((row) => !known.includes(row));
  const wrong = [...problems, ...early.map(({ line }) => ({ line, message: 'That day is still to come.' }))];
  return lookAt(world, options, async (sight) => {
    const progress = progressView(world.terminal, world.now);
    let done = 0;
    const received = await receiveAll(actingOf(sight, options, world), known, () => {
      done += 1;
      progress.show({
        fraction: done / known.length,
        text: `${done} of ${counted(known.length, 'payment')}`,
      });
    }).finally(progress.end);
    return fileAnswer(received, wrong, world);
  });
}

function fileAnswer(
  received: readonly ReceivedRow[],
  problems: ReturnType<typeof readReceipts>['problems'],
  { terminal: { paint } }: World,
): Answer {
  const of = (outcome: Received['outcome']) => received.filter((one) => one.received.outcome === outcome);
  const posted = of('done');
  const postedCents = posted.reduce((sum, { row }) => sum + row.amount, 0);
  const wrong = [
    ...problems.map(({ line, message }) => ({ line, claimNo: '', receipt: '', message })),
    ...received.flatMap(({ row: { line, claimNo, receipt }, received: one }) =>
      one.outcome === 'elsewhere' || one.outcome === 'refused'
        ? [{ line, claimNo, receipt, message: receiptRefusal(one) }]
        : [],
    ),
  ].toSorted((a, b) => a.line - b.line);
  const already = of('already').length;
  return {
    json: { read: received.length, posted: posted.length, postedCents, already, refused: wrong },
    text: () => {
      const before = already === 0 ? '' : `, ${already} posted before`;
      const summary = `${counted(posted.length, 'payment')} posted, ${dollars(postedCents)}${before}.`;
      if (wrong.length === 0) return summary;
      const columns = [
        { title: 'Line', align: 'right' },
        { title: 'Claim' },
        { title: 'Receipt' },
        { title: 'Why' },
      ] as const;
      const cells = wrong.map(({ line, claimNo, receipt, message }) => [
        String(line),
        claimNo,
        receipt,
        message,
      ]);
      return [
        summary,
        '',
        paint.heading(`${counted(wrong.length, 'row')} not posted`),
        table(columns, cells, paint),
      ].join('\n');
    },
    code: wrong.length === 0 ? 0 : 1,
  };
}
