import { type DiffItem, type DiffPlace, diffX12, type X12Difference } from '../../../core/x12/tools/diff.ts';
import { sourceOf } from '../../session/source.ts';
import { type ExitCode, wrongUse } from '../../terminal/answer.ts';
import { counted } from '../../terminal/format.ts';
import type { Terminal } from '../../world.ts';
import { addCommand, type CommandGroup, type Shell } from '../command.ts';
import { GatheredOut } from './gathered-out.ts';

export const diff: CommandGroup = (group, shell) => {
  addCommand(group, 'diff <first> <second>', {
    summary: 'compare two files by what they say',
    example: 'x12 diff sent.837 copy.837',
    more:
      'Envelopes, control numbers of sets, delimiters, line breaks, trailing separators, HL numbers and ways to write\n' +
      'a number (10, 10.00) do not count, nor does the order of claims. Claims belong together by their id (CLM01,\n' +
      'CLP01, TRN02). A difference is told by claim, loops, segment and element; `-` is the first file and `+` the\n' +
      'second. Shows the data of both: as confidential as they are. One file may be `-`, standard input.\n' +
      'Ends with 0 when they say the same, 1 when they differ or one is damaged, 2 when one is no X12.',
  }).action(shell.answering((first: string, second: string) => compared(first, second, shell)));
};

/** As differences are found, so that files of any size are compared. */
async function compared(first: string, second: string, { world, json }: Shell): Promise<ExitCode> {
  if (first === '-' && second === '-') throw wrongUse('Standard input can be read once only.');
  const names = { left: first, right: second };
  const out = new GatheredOut(world.terminal.out);
  const print = (text: string) => {
    slower = out.write(text) ?? slower;
  };
  const view = json ? new JsonView(print) : new TextView(world.terminal, names, print);
  let slower: Promise<void> | undefined;
  let differ = false;
  for await (const item of diffX12(sourceOf(world, first), sourceOf(world, second))) {
    if (item.kind === 'loss' && item.code === 'NO-INTERCHANGE') {
      throw wrongUse(`${names[item.side]} holds no X12 interchange.`);
    }
    if (item.kind !== 'end') differ = true;
    view.show(item);
    if (slower !== undefined) await slower;
    slower = undefined;
  }
  await out.end();
  return differ ? 1 : 0;
}

class TextView {
  readonly #terminal: Terminal;
  readonly #names: { readonly left: string; readonly right: string };
  readonly #out: (text: string) => void;
  #heading = '';

  constructor(
    terminal: Terminal,
    names: { readonly left: string; readonly right: string },
    out: (text: string) => void,
  ) {
    this.#terminal = terminal;
    this.#names = names;
    this.#out = out;
  }

  show(item: DiffItem): void {
    const { err, paint } = this.#terminal;
    const out = this.#out;
    if (item.kind === 'loss') {
      err(`${this.#names[item.side]}: ${item.message}\n`);
    } else if (item.kind === 'difference') {
      const heading = headingOf(item.difference.at);
      if (heading !== this.#heading) out(`${paint.heading(heading)}\n`);
      this.#heading = heading;
      for (const line of linesOf(item.difference)) out(`  ${line}\n`);
    } else {
      const { same, changed, missing, extra } = item.claims;
      const claims = [
        `${wordsOf(item.types)[1]}: ${same} the same`,
        `${changed} changed`,
        `${missing} only in the first`,
        `${extra} only in the second`,
      ].join(', ');
      out(
        item.differences === 0
          ? paint.good(`No differences; ${claims}.\n`)
          : `${counted(item.differences, 'difference')}; ${claims}.\n`,
      );
    }
  }
}

type Words = readonly [one: string, several: string];

const CLAIM: Words = ['Claim', 'claims'];
/** What stands in a set as claims do in an 837. */
const WORDS: Readonly<Record<string, Words>> = {
  '837P': CLAIM,
  '837I': CLAIM,
  '837D': CLAIM,
  '835': ['Claim payment', 'claim payments'],
  '277CA': ['Claim answer', 'claim answers'],
  '276': ['Status inquiry', 'status inquiries'],
  '277': ['Status response', 'status responses'],
  '270': ['Eligibility inquiry', 'eligibility inquiries'],
  '271': ['Eligibility response', 'eligibility responses'],
  '999': ['Set answer', 'set answers'],
};

/** The words for several types where they share them. */
function wordsOf(types: readonly string[]): Words {
  const [words = CLAIM, ...others] = new Set(types.map((type) => WORDS[type] ?? CLAIM));
  return others.length === 0 ? words : ['Record', 'records'];
}

function nameOf({ kind, type }: DiffPlace): string {
  const [one, several] = wordsOf(type === null ? [] : [type]);
  const names: Readonly<Record<DiffPlace['kind'], string>> = {
    claim: one,
    set: 'Head of the set',
    tail: 'End of the set',
    level: `Level without ${several}`,
    loose: 'Outside of sets',
  };
  return names[kind];
}

/** `Claim C0001-1 (837P, number 1 and 3)`. */
function headingOf(place: DiffPlace): string {
  const { type, id, left, right } = place;
  const numbers =
    left === null || right === null || left === right ? `${left ?? right}` : `${left} and ${right}`;
  const facts = [...(type === null ? [] : [type]), `number ${numbers}`];
  return `${nameOf(place)}${id === '' ? '' : ` ${id}`} (${facts.join(', ')})`;
}

function linesOf(difference: X12Difference): readonly string[] {
  switch (difference.kind) {
    case 'changed': {
      const { path, segment, element, component, left, right } = difference;
      const place = `${segment}${String(element).padStart(2, '0')}${component === null ? '' : `-${component}`}`;
      return [placed(path, place), `  - ${left}`, `  + ${right}`];
    }
    case 'missing':
    case 'extra': {
      const sign = difference.kind === 'missing' ? '-' : '+';
      if (difference.what === 'record') return [`${sign} all of it`];
      return [placed(difference.path, difference.what), `  ${sign} ${difference.text}`];
    }
    case 'unlike':
      return ['differs; too far apart in the files to say where'];
  }
}

const placed = (path: string, place: string): string => (path === '' ? place : `${path} ${place}`);

/** One document, written as it grows. */
class JsonView {
  readonly #out: (text: string) => void;
  readonly #losses: DiffItem[] = [];
  #before = '{"differences": [\n';

  constructor(out: (text: string) => void) {
    this.#out = out;
  }

  show(item: DiffItem): void {
    if (item.kind === 'loss') {
      this.#losses.push(item);
    } else if (item.kind === 'difference') {
      this.#out(this.#before + JSON.stringify(item.difference));
      this.#before = ',\n';
    } else {
      const start = item.differences === 0 ? this.#before : '';
      const { differences: count, claims } = item;
      const rest = JSON.stringify({ count, claims, losses: this.#losses });
      this.#out(`${start}\n], ${rest.slice(1)}\n`);
    }
  }
}
