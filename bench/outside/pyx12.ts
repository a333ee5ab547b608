import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What pyx12 says of a file. */
export interface Pyx12Answer {
  readonly file: string;
  readonly valid: boolean;
  readonly errors: readonly string[];
}

const VERSION = '4.0.0';
const CHECK = new URL('pyx12_check.py', import.meta.url).pathname;

/** Installs pyx12 into a virtual environment of its own. @returns its Python, or why there is none */
export function installPyx12(folder: string): { readonly python: string } | { readonly reason: string } {
  const environment = join(folder, `pyx12-${VERSION}`);
  const python = join(environment, 'bin', 'python');
  const check = (): boolean => spawnSync(python, ['-c', 'import pyx12']).status === 0;
  if (existsSync(python) && check()) return { python };
  try {
    execFileSync('python3', ['-m', 'venv', environment], { stdio: 'pipe' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', `pyx12==${VERSION}`], { stdio: 'pipe' });
  } catch (error) {
    return { reason: `pyx12 ${VERSION} cannot be installed: ${String(error).split('\n')[0]}` };
  }
  return check() ? { python } : { reason: `pyx12 ${VERSION} does not run here` };
}

export function askPyx12(python: string, files: readonly string[]): readonly Pyx12Answer[] {
  const out = execFileSync(python, [CHECK], {
    input: files.join('\n'),
    encoding: 'utf8',
    maxBuffer: 64_000_000,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Pyx12Answer);
}

/** What pyx12 refuses and why we write it all the same. A line that none of these explains is a fault of ours. */
const EXPLAINED: readonly (readonly [line: RegExp, file: RegExp, reason: string])[] = [
  [
    /Map not found.*fic=H[SBR]|Map not found.*fic=HN, vriic=005010X212/,
    /./,
    'pyx12 4.0 has no map for 270, 271, 276 and 277',
  ],
  [/Map not found.*vriic=005010X224/, /./, 'pyx12 4.0 has no map for 837D'],
  [/Failed to create 999 response/, /835/, 'pyx12 does not answer an 835 with a 999; it says no more of it'],
  [/Mandatory loop .*GS_LOOP/, /ta1/, 'pyx12 wants a group in every interchange; a TA1 may stand alone'],
  [
    /AK1\*(?:AG|PI) not found|AK9\*R not found|Table 1 - Header/,
    /^999-.*-to-(?:824|bin)-/,
    'pyx12 knows no group AG (824) or PI (275), which we refuse by a 999',
  ],
  [
    /Claim Level Service Date/,
    /^277ca-.*-to-837d-predetermination/,
    'a predetermination has no date of service to be answered with',
  ],
  [/./, /^ca277-clearinghouse-loose/, 'a clearinghouse that leaves the guide: read and never written'],
  [/\(CLP06\)/, /^r835-two-payers/, 'CLP06 is CI, which payers send: read as it is'],
  [
    /\(AD\) is not a valid code for Attachment Transmission Code \(PWK02\)/,
    /837p/,
    'PWK*CT*AD of 2400 (medical necessity): pyx12 takes it for the other PWK, which knows CT too',
  ],
];

/** The lines of an answer that nothing explains, and the reasons of those that something does. */
export function explained(name: string, { valid, errors }: Pyx12Answer) {
  const reasons = new Set<string>();
  const open: string[] = [];
  for (const line of errors) {
    // A 999's segments repeat what the log says.
    if (/^(IK|AK|TA1)/.test(line)) continue;
    const known = EXPLAINED.find(([pattern, file]) => pattern.test(line) && file.test(name));
    if (known === undefined) open.push(line);
    else reasons.add(known[2]);
  }
  if (!valid && open.length === 0 && reasons.size === 0) open.push('refused without a word');
  return { open, reasons: [...reasons] };
}
