import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import type { Sink, XmlReader } from '../../core/codes/import/layout.ts';

/** Feeds an XML file to its reader as it arrives. What is not well formed is a problem, and reading ends there. */
export async function readXml(
  bytes: AsyncIterable<Uint8Array>,
  reader: XmlReader,
  sink: Sink,
): Promise<void> {
  const parser = new SaxesParser();
  let broken = false;
  parser.on('error', () => {
    if (!broken) sink.problem(parser.line, 'The XML is not well formed here, or ends too early.');
    broken = true;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (!broken) reader.open(name, attributes);
  });
  parser.on('text', (text) => {
    if (!broken) reader.text(text);
  });
  parser.on('closetag', ({ name }) => {
    if (!broken) reader.close(name, parser.line);
  });
  let decoder: TextDecoder | undefined;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(declaredEncoding(chunk));
    parser.write(decoder.decode(chunk, { stream: true }));
    if (broken) return;
  }
  parser.close();
}

function declaredEncoding(start: Uint8Array): string {
  const declaration = Buffer.from(start.subarray(0, 200)).toString('latin1');
  const name = /^[^<]*<\?xml[^>]*encoding=["'](iso-8859-1|windows-1252)["']/i.exec(declaration)?.[1];
  return name === undefined ? 'utf-8' : 'windows-1252';
}
