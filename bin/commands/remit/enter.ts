import type { FormDifference } from '../../../core/remit/paper.ts';
import type { FormProblem } from '../../../core/remit/paper-form.ts';
import { unreachable } from '../../../core/result.ts';
import { clientOf } from '../../session/config-file.ts';
import { type Entered, enterPayment } from '../../session/enter-payment.ts';
import { demoOption, type LookOptions, lookAt, type Sight } from '../../session/look.ts';
import { readWhole } from '../../session/source.ts';
import { type Answer, wrongUse } from '../../terminal/answer.ts';
import { counted, dollars, instant, shortId } from '../../terminal/format.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup } from '../command.ts';

interface Options extends LookOptions {
  readonly user?: string;
  readonly client?: string;
  readonly partner?: string;
}

export const enter: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'enter <form>', {
    summary: 'enter a paper remittance: it is posted as an 835 is',
    example: 'remit enter cheque-88123.json',
    more: HELP,
  })
    .option('--user <name>', 'who typed it, where the form does not say; else the user of this machine')
    .option('--client <id>', 'whose payment it is; the first of the configuration if not given')
    .option('--partner <id>', 'whom the payer’s 835s come through; the partner of the client if not given')
    .addOption(demoOption())
    .action(
      answering((form: string, options: Options) => {
        const json = formOf(world, form);
        return lookAt(world, options, async (sight) =>
          answered(await enterPayment(entering(sight, options, world), json), sight.running),
        );
      }),
    );
};

const HELP = `A form (amounts in cents, positive adjustments reduce the payment):
  {
    "payer": { "name": "ACME HEALTH PLAN", "id": "99001", "address": "1 PLAZA",
               "city": "CHICAGO", "state": "IL", "zip": "60601" },
    "payee": { "name": "RIVERBEND", "npi": "1999999992" },
    "trace": "88123", "date": "2026-02-10", "paidCents": 7600,
    "claims": [{ "claim": "RVB2M4KQ7XA3TZ5N-1", "payerClaimNo": "A1", "patientLast": "DOE",
                 "chargeCents": 15000, "paidCents": 7600,
                 "lines": [{ "line": 1, "procedure": "99213", "chargeCents": 15000, "paidCents": 7600,
                             "adjustments": [{ "group": "CO", "carc": "45", "cents": 7400 }] }] }],
    "providerAdjustments": [], "image": "scans/2026-02/88123.pdf"
  }
The payer's id is the one that its 835s bear: by it, the trace, the day and the amount an electronic copy that comes
later is known and not posted again. A form that does not balance is refused, with each field that differs.`;

function formOf({ cwd }: World, path: string): unknown {
  try {
    return JSON.parse(readWhole(cwd, path).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw wrongUse('The form is no JSON document.', 'See its fields: --help');
    throw error;
  }
}

function entering({ stores, config }: Sight, options: Options, world: World) {
  const partner = options.partner ?? clientOf(config, options.client).partner;
  if (!config.partners.some(({ id }) => id === partner)) throw wrongUse(`There is no partner ${partner}.`);
  return { stores, config, partner, user: options.user ?? world.user(), now: world.now };
}

/** @param running whether somebody is at work on it at once */
export function answered(entered: Entered, running: boolean): Answer {
  switch (entered.outcome) {
    case 'entered': {
      const { trace, paidCents, claims, fileId } = entered;
      const next = running
        ? 'claimline up works on it. Look: claimline files list'
        : 'It will be worked by the next claimline up or claimline run.';
      return {
        json: entered,
        text: () =>
          `Entered payment ${trace} of ${dollars(paidCents)} for ${counted(claims, 'claim')} as file ${shortId(fileId)}.\n${next}`,
      };
    }
    case 'known': {
      const { fileId, receivedAt } = entered;
      const came = `This payment came before, with file ${shortId(fileId)} on ${instant(receivedAt)} UTC.`;
      return { json: entered, text: () => `${came}\nNothing was entered.`, code: 1 };
    }
    case 'invalid':
      return refusal(entered, 'The form is not right:', entered.problems.map(problemLine));
    case 'unbalanced':
      return refusal(entered, 'The form does not balance:', entered.differences.map(differenceLine));
    default:
      return unreachable(entered);
  }
}

const refusal = (json: Entered, title: string, lines: readonly string[]): Answer => ({
  json,
  text: () => [title, ...lines, 'Nothing was entered.'].join('\n'),
  code: 1,
});

const problemLine = ({ path, message }: FormProblem): string =>
  `  ${path === '' ? 'the form' : path}: ${message}`;
const differenceLine = ({ path, message, cents }: FormDifference): string =>
  `  ${path}  ${dollars(cents)}  ${message}`;
