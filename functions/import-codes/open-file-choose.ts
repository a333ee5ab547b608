import { detect } from '../../core/codes/import/index.ts';
import type { Layout } from '../../core/codes/import/layout.ts';
import { type Dated, daysOfRelease, type Part, partOf, releaseOf } from '../../core/codes/import/releases.ts';
import { type CodeSetName, codeSetNames, codeSets } from '../../core/codes/sets.ts';
import { civilDateOf, epochToIso } from '../../core/dates.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { Member } from './open-file-members.ts';

/** What the user says of a file, where its name and content do not say it or say it wrongly. */
export interface ImportAsked {
  /** Milliseconds since 1970. */
  readonly importedAt: number;
  readonly set?: CodeSetName;
  readonly release?: string;
  /** CCYYMMDD as numbers; `to` 0 is open. */
  readonly from?: number;
  readonly to?: number;
}

/** A text that will be imported. */
export interface Chosen {
  readonly member: Member;
  readonly layout: Layout;
  readonly dated: Dated;
  readonly part?: Part;
}

export interface Choice {
  readonly chosen: readonly Chosen[];
  /** Sentences on what was left. */
  readonly notes: readonly string[];
}

/** A sentence on a file as a whole. */
interface Refused {
  readonly file: string;
  readonly message: string;
}

const sentenceOf = (sets: readonly CodeSetName[]): string => sets.map((set) => `--set ${set}`).join(', ');

/** Says which texts of one upload are imported, and as what. */
export function choose(members: readonly Member[], asked: ImportAsked): Result<Choice, Refused> {
  const notes: string[] = [];
  const known: { member: Member; layout: Layout }[] = [];
  let refused: Refused | undefined;
  for (const member of members) {
    const found = detect(member, asked.set);
    if (found.kind === 'layout') known.push({ member, layout: found.layout });
    else if (found.kind === 'ask') refused ??= { file: member.name, message: askFor(found.sets) };
    else if (members.length === 1) refused ??= { file: member.name, message: unlike(member, asked.set) };
    if (found.kind !== 'layout') notes.push(`Left ${member.name}: ${leftBecause(found.kind, asked.set)}.`);
  }
  if (known.length === 0)
    return err(refused ?? { file: '', message: 'No file of the zip is a list that is read.' });
  const chosen: Chosen[] = [];
  for (const { member, layout } of bestOf(known, notes)) {
    const dated = datedBy(member, layout, asked);
    if (!dated.ok) return err({ file: member.name, message: dated.error });
    const part = partOf(firstSet(layout), member);
    chosen.push({ member, layout, dated: dated.value, ...(part === undefined ? {} : { part }) });
  }
  return ok({ chosen, notes });
}

const leftBecause = (kind: 'ask' | 'unknown', set: CodeSetName | undefined): string => {
  if (kind === 'ask') return 'which list it is cannot be told from its name';
  return `it is no list that ${set === undefined ? 'is read' : 'was asked for'}`;
};

const askFor = (sets: readonly CodeSetName[]): string =>
  `Which list this is cannot be told from its name: give one of ${sentenceOf(sets)}.`;

function unlike(member: Member, set: CodeSetName | undefined): string {
  if (set === undefined)
    return `This is no list that is read as it stands: give one of ${sentenceOf(codeSetNames)}.`;
  const other = detect(member);
  const looks = other.kind === 'layout' ? ` It looks like ${other.layout.title}.` : '';
  return `The file does not have a layout in which ${codeSets[set].title} come.${looks}`;
}

const firstSet = (layout: Layout): CodeSetName => layout.sets[0] ?? 'icd10cm';

/** Of several texts for the same sets the best; parts of one table are all taken. */
function bestOf(
  known: readonly { readonly member: Member; readonly layout: Layout }[],
  notes: string[],
): readonly { readonly member: Member; readonly layout: Layout }[] {
  const rankOf = ({ rank = 0 }: Layout): number => rank;
  return known.filter(({ member, layout }) => {
    const better = known.find(
      (other) =>
        firstSet(other.layout) === firstSet(layout) &&
        (rankOf(other.layout) < rankOf(layout) ||
          (rankOf(other.layout) === rankOf(layout) && isSameTable(other.member, member, layout))),
    );
    if (better === undefined) return true;
    notes.push(`Left ${member.name}: ${better.member.name} was taken.`);
    return false;
  });
}

/**
 * The same table twice, as with two spellings of a name: the first is taken. Parts and other releases are others, and
 * so are fee schedules: each payer may have a file.
 */
function isSameTable(first: Member, second: Member, layout: Layout): boolean {
  const set = firstSet(layout);
  if (set === 'fees') return false;
  const identity = (member: Member) => `${releaseOf(set, member)?.release} ${partOf(set, member)?.number}`;
  return first !== second && identity(first) === identity(second) && first.name < second.name;
}

/**
 * The release and its days: what the user says, then what the file's name says. A list whose rows bear their own days
 * may go without: it is called by the day of its import.
 */
function datedBy(member: Member, layout: Layout, asked: ImportAsked): Result<Dated, string> {
  const set = firstSet(layout);
  const said = releaseOf(set, member);
  const byRows = codeSets[set].dated === 'rows';
  const today = Number(civilDateOf(asked.importedAt));
  const release =
    asked.release ?? said?.release ?? (byRows ? epochToIso(asked.importedAt).slice(0, 10) : undefined);
  if (release === undefined) {
    return err('Its name does not say which release it is: give --release, such as FY2027, 2026Q4 or 2026.');
  }
  const days = asked.release === undefined ? said : (daysOfRelease(asked.release) ?? said);
  const from = asked.from ?? days?.from ?? (byRows ? today : undefined);
  if (from === undefined) {
    return err('The release’s name does not say from which day it holds: give --from, such as 2026-10-01.');
  }
  const to = byRows ? 0 : (asked.to ?? days?.to ?? 0);
  // A day of the user's own after the named end leaves the end open.
  return ok({ release, from, to: to !== 0 && to < from ? 0 : to });
}
