import { createReadStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Counts, Mode } from './mode.ts';

/** Peers are installed by the bench in its cache; they are no dependency of ours, so their types are said here. */
const peer = <T>(name: string): T =>
  createRequire(join(process.env.CLAIMLINE_BENCH_CACHE ?? '', 'peers', 'package.json'))(name) as T;

interface NodeX12 {
  readonly X12Parser: new (strict?: boolean) => Duplex & { parse(text: string): X12Interchange };
  readonly X12Generator: new (notation: unknown) => { toString(): string };
}
interface X12Interchange {
  toString(): string;
  toJSEDINotation(): unknown;
}

/** Segment objects from a transform stream, counted and dropped. */
async function countSegments(file: string, parser: Duplex): Promise<Counts> {
  let segments = 0;
  for await (const _ of createReadStream(file).pipe(parser)) segments += 1;
  return { segments };
}

export const nodeX12Stream: Mode = async (file) => {
  const { X12Parser } = peer<NodeX12>('node-x12');
  return () => countSegments(file, new X12Parser());
};

export const x12Parser: Mode = async (file) => {
  const { X12parser } = peer<{ readonly X12parser: new () => Duplex }>('x12-parser');
  return () => countSegments(file, new X12parser());
};

/** Tells where interchanges, groups and sets begin and end, and no more. */
export const stediMetadata: Mode = async (file) => {
  const { metadata } = peer<{ metadata(text: string): unknown }>('@stedi/x12-tools');
  return () => {
    metadata(readFileSync(file, 'latin1'));
    return {};
  };
};

interface EdiParser {
  fromPath(file: string, options: Readonly<Record<string, string>>): EdiParser;
  on(event: 'data' | 'end' | 'error', listener: (value: unknown) => void): EdiParser;
}

/** A parser of EDIFACT, given the delimiters of X12; components come as elements. */
export const ediParser: Mode = async (file) => {
  const edi = peer<() => EdiParser>('edi-parser');
  const options = {
    dataElementSeparator: '*',
    componentDataElementSeparator: ':',
    segmentTerminator: '~',
    releaseCharacter: '\u0001',
  };
  return () =>
    new Promise((resolve, reject) => {
      let segments = 0;
      edi()
        .fromPath(file, options)
        .on('data', () => {
          segments += 1;
        })
        .on('error', reject)
        .on('end', () => resolve({ segments }));
    });
};

/** The object model in memory, written by each object's own method. */
export const nodeX12ToString: Mode = async (file) => {
  const { X12Parser } = peer<NodeX12>('node-x12');
  const interchange = new X12Parser(false).parse(readFileSync(file, 'latin1'));
  return () => ({ bytes: Buffer.byteLength(interchange.toString(), 'latin1') });
};

/** Its notation in memory, written by its generator. */
export const nodeX12Generator: Mode = async (file) => {
  const { X12Parser, X12Generator } = peer<NodeX12>('node-x12');
  const notation = new X12Parser(false).parse(readFileSync(file, 'latin1')).toJSEDINotation();
  return () => ({ bytes: Buffer.byteLength(new X12Generator(notation).toString(), 'latin1') });
};
