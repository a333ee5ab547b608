import { HEADER_MARKS, NO_CODE, PLAIN, REPEATED, SEPARATORS_SHIFT, SIZE_SHIFT } from './block.ts';
import { BIN, BLANK, CR, IEA, ISA, LETTER_B, LETTER_I, LF } from './bytes.ts';
import { MAX_SEGMENT_BYTES, REPETITION, SEPARATOR, TERMINATOR } from './meanings.ts';
import {
  add,
  allLess,
  and,
  areEqual,
  areMore,
  bitsOf,
  block,
  byteAt,
  bytesAt,
  type Code,
  eitherOf,
  isAtLeast,
  isEqual,
  isLess,
  isMore,
  isZero,
  leave,
  leaveIf,
  local,
  loop,
  moduleOf,
  number,
  numberAt,
  or,
  putNumber,
  shiftLeft,
  shiftRight,
  sixteenOf,
  subtract,
  trailingZeros,
  when,
} from './wasm.ts';

/**
 * What `markSegments` does, for processors that compare many bytes at once. The block's bytes stand at the start of
 * the memory, so that their indices are addresses; all else stands behind them.
 */

/** Bytes that are looked at together. */
const WINDOW = 32;
/** The largest block. */
export const MOST_BYTES = 131_072;
/** What each byte means. */
export const MEANINGS_AT = MOST_BYTES + 2 * WINDOW;
/** How far the marks go, and the ordinal of the last segment. */
export const RESULTS_AT = MEANINGS_AT + 256;
/** The separator, the terminator and the repetition separator. */
export const DELIMITERS_AT = RESULTS_AT + 32;
export const MARKS_AT = RESULTS_AT + 64;
const NUMBER = 4;
/** Two bytes, a separator and a terminator, have the most marks: a header, and those two with what is before. */
export const MEMORY_BYTES = MARKS_AT + (MOST_BYTES / 2 + 1) * (HEADER_MARKS + 3) * NUMBER;

type Local = ReturnType<typeof local>;
type Locals = readonly [Local, Local, Local, Local];
const [AT, LIMIT, ORDINAL, WHICH] = [0, 1, 2, 3].map(local) as unknown as Locals;
/** Addresses of the segment's header and of its next mark; its flags. */
const [MARK, NEXT, FLAGS, BYTE] = [4, 5, 6, 7].map(local) as unknown as Locals;
/** Where the bytes begin that are looked at, with a bit for each of note. */
const [BASE, MASK, END] = [8, 9, 10].map(local) as unknown as Locals;
const [BYTES, ELEMENTS, SEGMENTS, REPEATS] = [11, 12, 13, 14].map(local) as unknown as Locals;

const ONE = number(1);
const next = (variable: Local, by = 1): Code => variable.set(add(variable.get, number(by)));

/** A bit for each of sixteen bytes from `BASE` that is a delimiter or unusual. */
const hits = (offset: number): Code => [
  ...BYTES.set(bytesAt(BASE.get, offset)),
  ...bitsOf(
    eitherOf(
      eitherOf(areEqual(BYTES.get, ELEMENTS.get), areEqual(BYTES.get, SEGMENTS.get)),
      eitherOf(
        areEqual(BYTES.get, REPEATS.get),
        areMore(allLess(BYTES.get, sixteenOf(number(BLANK))), sixteenOf(number(0x7e - BLANK))),
      ),
    ),
  ),
];
const look = MASK.set(or(hits(0), shiftLeft(hits(WINDOW / 2), number(WINDOW / 2))));

/** Blanks up to a space as bits; that of the space is the one of NUL, since shifts count modulo 32. */
const BLANKS = [0x00, 0x09, LF, CR, 0x1a].reduce((bits, byte) => bits | (1 << byte), 0);
const isNoBlank = isZero(and(shiftRight(number(BLANKS), BYTE.get), ONE));

/** Leaves all blocks where nothing more stands, one at the first byte that is no blank. */
const skipBlanks = loop(
  leaveIf(3, isAtLeast(AT.get, LIMIT.get)),
  BYTE.set(byteAt(AT.get)),
  leaveIf(1, isMore(BYTE.get, number(BLANK))),
  leaveIf(1, isNoBlank),
  next(AT),
  leave(0),
);

const THREE_BYTES = 0xffffff;
const wordOf = ([a = 0, b = 0, c = 0]: readonly number[]): Code => number(a | (b << 8) | (c << 16));
const word = and(numberAt(AT.get), number(THREE_BYTES));
const isSpecial = or(
  isAtLeast(add(AT.get, number(BIN.length)), LIMIT.get),
  or(isEqual(word, wordOf(ISA)), or(isEqual(word, wordOf(IEA)), isEqual(word, wordOf(BIN)))),
);

/** Marks the segment's start; looks at its first bytes, where they were not looked at with the segment before. */
const begin: Code = [
  ...NEXT.set(add(MARK.get, number((HEADER_MARKS + 1) * NUMBER))),
  ...putNumber(MARK.get, subtract(AT.get, ONE), HEADER_MARKS * NUMBER),
  ...FLAGS.set(number(PLAIN)),
  ...when(
    isLess(subtract(AT.get, BASE.get), number(WINDOW)),
    MASK.set(and(MASK.get, shiftLeft(number(-1), subtract(AT.get, BASE.get)))),
    [...BASE.set(AT.get), ...look],
  ),
];

const odd = when(
  isEqual(BYTE.get, number(REPETITION)),
  FLAGS.set(or(FLAGS.get, number(REPEATED))),
  FLAGS.set(and(FLAGS.get, number(~PLAIN))),
);

/** Marks separators up to the terminator; leaves three blocks where there is none. */
const toEnd = block(
  loop(
    block(
      loop(
        leaveIf(1, isZero(MASK.get)),
        END.set(add(BASE.get, trailingZeros(MASK.get))),
        MASK.set(and(MASK.get, subtract(MASK.get, ONE))),
        BYTE.set(byteAt(byteAt(END.get), MEANINGS_AT)),
        when(isEqual(BYTE.get, number(SEPARATOR)), [
          ...putNumber(NEXT.get, END.get),
          ...next(NEXT, NUMBER),
          ...leave(1),
        ]),
        leaveIf(3, isEqual(BYTE.get, number(TERMINATOR))),
        odd,
        leave(0),
      ),
    ),
    next(BASE, WINDOW),
    leaveIf(3, isAtLeast(BASE.get, LIMIT.get)),
    look,
    leave(0),
  ),
);

/** Puts up to three bytes from an address as one number: `packBytes`. */
const putCode = (header: number, from: Code, length: Code): Code =>
  when(
    isMore(length, number(3)),
    putNumber(MARK.get, number(-1), header * NUMBER),
    putNumber(
      MARK.get,
      shiftRight(
        or(shiftLeft(byteAt(from), number(16)), or(shiftLeft(byteAt(from, 1), number(8)), byteAt(from, 2))),
        subtract(number(24), shiftLeft(length, number(3))),
      ),
      header * NUMBER,
    ),
  );

const ID_END = numberAt(MARK.get, (HEADER_MARKS + 1) * NUMBER);
const FIRST_END = numberAt(MARK.get, (HEADER_MARKS + 2) * NUMBER);
const size = subtract(shiftRight(subtract(NEXT.get, MARK.get), number(2)), number(HEADER_MARKS + 1));

const finish: Code = [
  ...when(
    and(isEqual(byteAt(END.get), number(LF)), isEqual(byteAt(subtract(END.get, ONE)), number(CR))),
    putNumber(NEXT.get, subtract(END.get, ONE)),
    putNumber(NEXT.get, END.get),
  ),
  ...next(ORDINAL),
  ...putNumber(
    MARK.get,
    or(or(FLAGS.get, shiftLeft(WHICH.get, number(SEPARATORS_SHIFT))), shiftLeft(size, number(SIZE_SHIFT))),
  ),
  ...putNumber(MARK.get, ORDINAL.get, NUMBER),
  ...when(
    and(FLAGS.get, number(PLAIN)),
    [
      ...putCode(2, AT.get, subtract(ID_END, AT.get)),
      ...when(
        isMore(size, number(0)),
        putCode(3, add(ID_END, ONE), subtract(FIRST_END, add(ID_END, ONE))),
        putNumber(MARK.get, number(0), 3 * NUMBER),
      ),
    ],
    [
      ...putNumber(MARK.get, number(NO_CODE), 2 * NUMBER),
      ...putNumber(MARK.get, number(NO_CODE), 3 * NUMBER),
    ],
  ),
  ...MARK.set(add(NEXT.get, number(NUMBER))),
  ...AT.set(add(END.get, ONE)),
];

const segments = block(
  loop(
    block(skipBlanks),
    when(or(isEqual(BYTE.get, number(LETTER_I)), isEqual(BYTE.get, number(LETTER_B))), leaveIf(2, isSpecial)),
    begin,
    toEnd,
    leaveIf(1, isAtLeast(END.get, LIMIT.get)),
    leaveIf(1, isEqual(END.get, AT.get)),
    leaveIf(1, isMore(subtract(END.get, AT.get), number(MAX_SEGMENT_BYTES))),
    finish,
    leave(0),
  ),
);

const delimiter = (vector: Local, nth: number): Code =>
  vector.set(sixteenOf(byteAt(number(DELIMITERS_AT), nth)));

/** `mark(from, limit, ordinal, which)` gives where it stopped. */
export const markModule = (): Uint8Array =>
  moduleOf({
    name: 'mark',
    parameters: 4,
    locals: 7,
    vectors: 4,
    body: [
      ...MARK.set(number(MARKS_AT)),
      ...BASE.set(subtract(AT.get, number(WINDOW))),
      ...delimiter(ELEMENTS, 0),
      ...delimiter(SEGMENTS, 1),
      ...delimiter(REPEATS, 2),
      ...segments,
      ...putNumber(number(RESULTS_AT), shiftRight(subtract(MARK.get, number(MARKS_AT)), number(2))),
      ...putNumber(number(RESULTS_AT), ORDINAL.get, NUMBER),
      ...AT.get,
    ],
  });
