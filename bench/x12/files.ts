import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { drawFrom } from '../../core/sandbox/random.ts';
import { claimFile } from './claim-file.ts';
import type { FileKind, Truth } from './content.ts';
import { remittanceFile } from './remittance-file.ts';

/** A part of the name: a change of the generator makes new files. */
const EDITION = 1;
const SEED = 'claimline-bench-x12';
const CLAIMS_PER_SET = 400;
const BUFFER_CHARS = 1 << 20;
/** Bytes of the last GE and IEA. */
const TAIL = 30;

export interface BenchFile {
  readonly kind: FileKind['name'];
  readonly path: string;
  readonly truth: Truth;
}

const KINDS: Readonly<Record<FileKind['name'], FileKind>> = { '835': remittanceFile, '837': claimFile };

/** A file of `megabytes` (10^6 bytes, less than a claim off), made once and kept in the cache. */
export function benchFile(cache: string, name: FileKind['name'], megabytes: number): BenchFile {
  mkdirSync(cache, { recursive: true });
  const path = join(cache, `${name}-${megabytes}mb-${EDITION}.x12`);
  const truthPath = `${path}.json`;
  if (!existsSync(truthPath)) {
    const truth = writeFile(`${path}.part`, KINDS[name], megabytes * 1_000_000);
    renameSync(`${path}.part`, path);
    writeFileSync(truthPath, JSON.stringify(truth));
  }
  return { kind: name, path, truth: JSON.parse(readFileSync(truthPath, 'utf8')) as Truth };
}

function writeFile(path: string, kind: FileKind, bytes: number): Truth {
  const out = new Output(path);
  const draw = drawFrom(SEED, kind.name, String(bytes));
  const truth: Truth = { bytes: 0, sets: 0, claims: 0, lines: 0, segments: 0, cents: 0 };
  out.segment(
    'ISA*00*          *00*          *ZZ*SUBMITTER01    *ZZ*CLEARHOUSE01   *260701*0930*^*00501*000000001*0*P*:',
  );
  out.segment(`GS*${kind.functionalCode}*SUBMITTER01*CLEARHOUSE01*20260701*0930*1*X*${kind.version}`);
  while (out.bytes + TAIL + kind.bytesPerClaim / 2 < bytes) {
    truth.sets += 1;
    const set = kind.set(draw, truth.sets, truth);
    const room = (bytes - out.bytes) / kind.bytesPerClaim;
    for (let claims = 0; claims === 0 || claims < Math.min(room, CLAIMS_PER_SET); claims += 1) set.claim();
    const controlNo = String(truth.sets).padStart(4, '0');
    const body = set.close();
    out.segment(`${kind.st[0]}${controlNo}${kind.st[1]}`);
    for (const segment of body) out.segment(segment);
    out.segment(`SE*${body.length + 2}*${controlNo}`);
  }
  out.segment(`GE*${truth.sets}*1`);
  out.segment('IEA*1*000000001');
  out.close();
  return { ...truth, bytes: out.bytes, segments: out.segments };
}

class Output {
  readonly #file: number;
  #text = '';
  bytes = 0;
  segments = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  segment(text: string): void {
    this.#text += `${text}~`;
    this.bytes += text.length + 1;
    this.segments += 1;
    if (this.#text.length > BUFFER_CHARS) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    writeSync(this.#file, this.#text, null, 'latin1');
    this.#text = '';
  }
}
