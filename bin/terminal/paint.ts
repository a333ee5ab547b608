import { styleText } from 'node:util';

/** Colours by meaning. Without colours each gives its text back as it is. */
export interface Paint {
  readonly heading: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly quiet: (text: string) => string;
}

type Format = Parameters<typeof styleText>[0];

export function makePaint(colours: boolean): Paint {
  const style =
    (format: Format) =>
    (text: string): string =>
      colours ? styleText(format, text, { validateStream: false }) : text;
  return { heading: style('bold'), good: style('green'), bad: style('red'), quiet: style('dim') };
}
