import type { Command } from 'commander';
import type { Act } from '../../core/claim/act-facts.ts';
import { hasFiling, onFiling } from '../../core/claim/filings.ts';
import { claimNo, parseFilingId } from '../../core/ids.ts';
import { codeSetStore } from '../../store/code-sets.ts';
import { codeLoader } from '../../store/loaded-codes.ts';
import { confirmVoid } from '../session/appeals.ts';
import { type CorrectedFile, correctedBy } from '../session/corrected-file.ts';
import { demoOption, type LookOptions, lookAt, type Sight } from '../session/look.ts';
import { type Acting, sendAgain } from '../session/send-again.ts';
import { readWhole } from '../session/source.ts';
import type { Stores } from '../session/stores.ts';
import type { FilingRef } from '../session/tell.ts';
import { type Failure, refused, wrongUse } from '../terminal/answer.ts';
import type { World } from '../world.ts';
import { againAnswer, confirmedAnswer } from './claim-act-answers.ts';
import { addCommand, type CommandGroup } from './command.ts';

export interface ActOptions extends LookOptions {
  readonly user?: string;
}
interface AgainOptions extends ActOptions {
  readonly file?: string;
  readonly neverHappened?: true;
  readonly confirm?: true;
}

export const actOptions = (command: Command): Command =>
  command.option('--user <name>', 'who you are, if not the user of this machine').addOption(demoOption());

const FILE = 'the corrected encounter, as JSON or 837; without it the content goes out as it is';
const LEAVES =
  'It leaves with the next file to the payer’s partner: within the hour while claimline up runs, or with the next\n' +
  'claimline run. An edit that finds an error keeps it here and changes nothing; that ends with 1.';

/** `claims replace`, `void`, `resend` and `refile`: a claim goes to its payer again. */
export const claimActs: CommandGroup = (group, { world, answering }) => {
  const again = (act: Act['kind']) =>
    answering((claim: string, options: AgainOptions) =>
      lookAt(world, options, async (sight) => {
        const ref = await filingOf(sight.stores, claim);
        const acting = actingOf(sight, options, world);
        if (options.confirm === true) return confirmedAnswer(await confirmVoid(acting, ref));
        const { neverHappened } = options;
        const corrected = await correctedIn(sight, ref, options, world);
        return againAnswer(await sendAgain(acting, { ...ref, act, neverHappened, corrected }), act);
      }),
    );
  actOptions(
    addCommand(group, 'replace <claim>', {
      summary: 'send a corrected claim in the place of one that the payer has decided (frequency 7)',
      example: 'claims replace RVB2M4KQ7XA3TZ5N --file corrected.json',
      more:
        'The whole claim goes out again under its own number, with the payer’s claim number of the last\n' +
        'remittance (REF*F8). Lines keep the numbers that the payer knows: new ones follow, none may be gone.\n' +
        `A claim with several filings is named with the payer’s digit: RVB2M4KQ7XA3TZ5N-2.\n${LEAVES}`,
    }).option('--file <encounter>', FILE),
  ).action(again('replace'));
  actOptions(
    addCommand(group, 'void <claim>', {
      summary: 'take a claim back (frequency 8)',
      example: 'claims void RVB2M4KQ7XA3TZ5N --never-happened',
      more:
        'The claim that the payer has goes out again as a void. The money goes back when the payer reverses it.\n' +
        'With --never-happened the charges are taken out of the books then, too. A payer that accepted the void\n' +
        `of an unpaid claim may never answer: after 45 days --confirm says that it is void.\n${LEAVES}`,
    })
      .option('--never-happened', 'the services were never rendered: their charges go too')
      .option('--confirm', 'the payer accepted the void 45 days ago and has not answered since'),
  ).action(again('void'));
  actOptions(
    addCommand(group, 'resend <claim>', {
      summary: 'send a claim again that was refused before it was decided, or that the payer does not have',
      example: 'claims resend RVB2M4KQ7XA3TZ5N --file corrected.json',
      more: `It goes out as an original (frequency 1) under the same number.\n${LEAVES}`,
    }).option('--file <encounter>', FILE),
  ).action(again('resend'));
  actOptions(
    addCommand(group, 'refile <claim>', {
      summary: 'file a new claim in the place of a denied one that the payer could not process',
      example: 'claims refile RVB2M4KQ7XA3TZ5N --file corrected.json',
      more:
        'For denials with MA130 and the like, and payers that take no replacements. It goes out as an original\n' +
        `(frequency 1) under the same number; the denial stays in its history.\n${LEAVES}`,
    }).option('--file <encounter>', FILE),
  ).action(again('refile'));
};

export const actingOf = ({ stores, config }: Sight, { user }: ActOptions, world: World): Acting => ({
  ...{ claims: stores.claims, files: stores.files, work: stores.work, config, now: world.now },
  codeLoader: codeLoader(codeSetStore(stores.artifacts)),
  user: user ?? world.user(),
});

/**
 * The filing that is meant: of the payer whose digit stands behind the number, else the active one.
 *
 * @throws Failure where there is none
 */
export async function filingOf({ claims }: Stores, text: string): Promise<FilingRef> {
  const typed = text.trim().toUpperCase();
  const parsed = parseFilingId(typed);
  const number = parsed?.claimNo ?? claimNo(typed);
  const head = await claims.head(number);
  if (head === null)
    throw refused('There is no claim of that number.', 'See them all: claimline claims list --limit 0');
  if (parsed === null) return { claimNo: number };
  const { sequence } = parsed;
  if (!hasFiling(head, sequence))
    throw refused(
      `The claim was not filed with payer ${sequence}.`,
      `See it: claimline claims show ${number}`,
    );
  return { claimNo: number, filing: sequence };
}

async function correctedIn(
  { stores, config }: Sight,
  { claimNo: number, filing }: FilingRef,
  { file }: AgainOptions,
  { cwd }: World,
) {
  if (file === undefined) return undefined;
  const bytes = readWhole(cwd, file);
  const stored = await stores.claims.head(number);
  const head = stored === null ? null : onFiling(stored, filing ?? stored.filing);
  const claim = head === null ? undefined : (await stores.claims.contents([head])).get(number);
  if (claim === undefined) throw refused('There is no claim of that number.');
  const read = await correctedBy(bytes, claim, config);
  if (read.ok) return read.corrected;
  throw fileFailure(file, read);
}

function fileFailure(file: string, read: Exclude<CorrectedFile, { readonly ok: true }>): Failure {
  if (read.reason === 'OTHER_ENCOUNTER')
    return wrongUse(
      `No encounter of ${file} is the one that this claim was made of.`,
      'It must have the same encounterId; in an 837 the same account number (CLM01).',
    );
  if (read.reason === 'SPLIT_OTHERWISE')
    return refused(
      'The corrected encounter makes other claims than before: lines or diagnoses split otherwise.',
      'Void the claims of the encounter and send it anew under another id.',
    );
  const problems = read.problems.map(({ position, text, code }) => `  ${position}: ${text ?? code}`);
  return wrongUse([`${file} cannot be read:`, ...problems.slice(0, 10)].join('\n'));
}
