import { InvalidArgumentError } from 'commander';
import type { CodeSets } from '../../../core/codes/code-sets.ts';
import type { Config } from '../../../core/config.ts';
import { type CivilDate, civilDateOf, isCivilDate } from '../../../core/dates.ts';
import { ALL_TYPES, type EditContext } from '../../../core/edits/edit.ts';
import { catalogedEdits } from '../../../core/edits/edit-set.ts';
import { scrub } from '../../../core/edits/engine.ts';
import { tablesWanted } from '../../../core/edits/tables.ts';
import { rulesOf } from '../../../functions/runtime/judging.ts';
import { codeSetStore } from '../../../store/code-sets.ts';
import { openReleases } from '../../../store/loaded-codes.ts';
import { withArchive } from '../../session/archive.ts';
import { clientOf, readConfigFile } from '../../session/config-file.ts';
import { demoOption, type LookOptions } from '../../session/look-options.ts';
import { watched } from '../../session/watched.ts';
import type { ExitCode } from '../../terminal/answer.ts';
import { addCommand, type CommandGroup, configOption, limitOption, type Shell } from '../command.ts';
import { GatheredOut } from '../x12/gathered-out.ts';
import { CheckReport } from './check-text.ts';
import { type CheckedFinding, checkedFinding, NotTestedSets, readersFinding } from './checked.ts';
import { type FileItem, fileClaims } from './file-claims.ts';
import { FileHistory } from './file-history.ts';

interface CheckOptions extends LookOptions {
  readonly client?: string;
  readonly on?: CivilDate;
  readonly limit: number;
  readonly config?: string;
}

export const check: CommandGroup = (group, shell) => {
  addCommand(group, 'check <file>', {
    summary: 'test the claims of a file by all edits, before it goes anywhere',
    example: 'edits check examples/with-mistakes.ndjson',
    more:
      'Takes encounters (JSON, NDJSON) and claims (837P, 837I, 837D). Each claim is tested with the code sets that are\n' +
      'loaded, on its own day of service, and with what stands of its patient earlier in the file; claims of other\n' +
      'files are known to the pipeline only.\n' +
      'Findings name fields and places, never values. Ends with 1 when an error would hold a claim or a place could\n' +
      'not be read. `-` reads standard input.',
  })
    .option('--on <date>', 'the day that counts as today, CCYY-MM-DD', civilDay)
    .addOption(limitOption())
    .option('--client <id>', 'whose rules hold; the first client if not given')
    .addOption(configOption())
    .addOption(demoOption())
    .action(shell.answering((file: string, options: CheckOptions) => checked(file, options, shell)));
};

/** `2026-01-31` or `20260131`. */
function civilDay(text: string): CivilDate {
  const digits = text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$1$2$3');
  if (isCivilDate(digits)) return digits;
  throw new InvalidArgumentError('It must be a day, CCYY-MM-DD.');
}

/** Findings leave as they are made, so that a file of any size is checked. */
async function checked(file: string, options: CheckOptions, shell: Shell): Promise<ExitCode> {
  const { world, json } = shell;
  const out = new GatheredOut(world.terminal.out);
  const report = new CheckReport(options.limit);
  const testing = { notTested: new NotTestedSets(), history: new FileHistory() };
  const config = readConfigFile(world, options.config);
  const codes = await withArchive(world, options, (archive) =>
    openReleases(codeSetStore(archive), (set) => WANTED.has(set)),
  );
  const today = options.on ?? civilDateOf(world.now());
  const contexts = new Contexts({ config, codes, today, clientId: clientOf(config, options.client).id });
  let claims = 0;
  let held = 0;
  let unread = 0;
  let before = '{ "findings": [\n';
  for await (const items of fileClaims(watched(file, world))) {
    for (const item of items) {
      if (item.kind === 'claim') claims += 1;
      else unread += 1;
      const found = item.kind === 'claim' ? findingsOf(item, contexts, testing) : [readersFinding(item)];
      if (item.kind === 'claim' && found.some(({ severity }) => severity === 'error')) held += 1;
      for (const finding of found) {
        report.add(finding);
        if (!json) continue;
        const slower = out.write(before + JSON.stringify(finding));
        before = ',\n';
        if (slower !== undefined) await slower;
      }
    }
  }
  const untested = testing.notTested.list();
  if (json) {
    await out.write(`${before === ',\n' ? '\n' : before}], "claims": ${claims}, "held": ${held}, `);
    await out.write(`"unread": ${unread}, "notTested": ${JSON.stringify(untested)} }\n`);
  } else await out.write(`${report.text({ claims, held }, untested, world.terminal)}\n`);
  await out.end();
  return held + unread > 0 ? 1 : 0;
}

function findingsOf(
  { claim, content, place }: FileItem & { readonly kind: 'claim' },
  contexts: Contexts,
  { notTested, history }: { readonly notTested: NotTestedSets; readonly history: FileHistory },
): readonly CheckedFinding[] {
  const coverages: readonly { readonly seq: number; readonly payer: { readonly id: string } }[] =
    content.coverages;
  const payerId = coverages.find(({ seq }) => seq === content.destination)?.payer.id ?? '*';
  const context = { ...contexts.of(payerId), history: history.before(claim, content, payerId) };
  const { findings, absent } = scrub(content, context, 'both');
  notTested.add(absent);
  return findings.map((finding) => checkedFinding(finding, { claim, place, rules: context.rules }));
}

/** Sets that some edit looks into. */
const WANTED: ReadonlySet<string> = new Set(
  ALL_TYPES.flatMap((type) =>
    tablesWanted(
      catalogedEdits.map(({ edit }) => edit),
      type,
    ),
  ),
);

interface Setting {
  readonly config: Config;
  readonly codes: CodeSets;
  readonly today: CivilDate;
  readonly clientId: string;
}

/** What edits need to know besides the claim, for each payer. */
class Contexts {
  readonly #clientId: string;
  readonly #rules: ReturnType<typeof rulesOf>;
  readonly #rest: Pick<EditContext, 'today' | 'codes'>;
  readonly #byPayer = new Map<string, Omit<EditContext, 'history'>>();

  constructor({ config, codes, today, clientId }: Setting) {
    this.#clientId = clientId;
    this.#rules = rulesOf(config);
    this.#rest = { today, codes };
  }

  of(payerId: string): Omit<EditContext, 'history'> {
    const known = this.#byPayer.get(payerId);
    if (known !== undefined) return known;
    const made = { ...this.#rest, ...this.#rules.for(this.#clientId, payerId) };
    this.#byPayer.set(payerId, made);
    return made;
  }
}
