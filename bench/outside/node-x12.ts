import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Scanner } from '../../core/x12/syntax/scan.ts';

const VERSION = '1.7.1';

interface TheirSegment {
  readonly tag: string;
  readonly elements: readonly { readonly value: string }[];
}
interface TheirSet {
  readonly header: TheirSegment;
  readonly trailer: TheirSegment;
  readonly segments: readonly TheirSegment[];
}
interface TheirGroup {
  readonly header: TheirSegment;
  readonly trailer: TheirSegment;
  readonly transactions: readonly TheirSet[];
}
interface TheirInterchange {
  readonly header: TheirSegment;
  readonly trailer: TheirSegment;
  readonly functionalGroups: readonly TheirGroup[];
}
interface NodeX12 {
  readonly X12Parser: new (strict: boolean) => { parse(text: string): TheirInterchange };
}

/** Installs node-x12 into a folder of its own: it is no dependency of ours. */
export function installNodeX12(folder: string): { readonly library: NodeX12 } | { readonly reason: string } {
  const home = join(folder, `node-x12-${VERSION}`);
  const installed = join(home, 'node_modules', 'node-x12');
  try {
    if (!existsSync(installed)) {
      mkdirSync(home, { recursive: true });
      writeFileSync(join(home, 'package.json'), '{"private":true}');
      const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--silent'];
      execFileSync('npm', ['install', ...flags, `node-x12@${VERSION}`], { cwd: home, stdio: 'pipe' });
    }
    return { library: createRequire(join(home, 'package.json'))('node-x12') as NodeX12 };
  } catch (error) {
    return { reason: `node-x12 ${VERSION} cannot be installed: ${String(error).split('\n')[0]}` };
  }
}

const CONTROL_NO_DIGITS = 9;
/** Where ISA13 and IEA02 stand: node-x12 takes them for numbers and drops their leading zeros. */
const controlNoAt: Readonly<Record<string, number>> = { ISA: 12, IEA: 1 };

function line({ tag, elements }: TheirSegment): string {
  const values = elements.map(({ value }, n) =>
    n === controlNoAt[tag] ? value.padStart(CONTROL_NO_DIGITS, '0') : value,
  );
  return [tag, ...values].join('*');
}

/** The segments that node-x12 sees, in order. */
export function theirSegments({ X12Parser }: NodeX12, text: string): readonly string[] {
  const interchange = new X12Parser(true).parse(text);
  const groups = interchange.functionalGroups.flatMap(({ header, trailer, transactions }) => [
    header,
    ...transactions.flatMap((set) => [set.header, ...set.segments, set.trailer]),
    trailer,
  ]);
  return [interchange.header, ...groups, interchange.trailer].map(line);
}

/** The segments that we see. */
export function ourSegments(text: string): readonly string[] {
  const segments: string[] = [];
  const scanner = new Scanner({
    segment: (segment) => {
      const elements = Array.from({ length: segment.size }, (_, n) => segment.element(n + 1));
      segments.push([segment.id, ...elements].join('*'));
    },
    problem: (problem) => void segments.push(`! ${problem.code}`),
  });
  scanner.push(Buffer.from(text));
  scanner.end();
  return segments;
}
