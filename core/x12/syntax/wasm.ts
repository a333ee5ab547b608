/**
 * Words to write a WebAssembly function in, and the module around it. Only what `mark-code.ts` needs.
 *
 * @see https://webassembly.github.io/spec/core/binary
 */

/** Bytes of instructions: those of a value leave it on the stack. */
export type Code = readonly number[];

const I32 = 0x7f;
const FUNCTION = 0x60;
const NO_RESULT = 0x40;
const END = 0x0b;
const SIMD = 0xfd;
const SECTION = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const SEVEN_BITS = 0x7f;
const MORE = 0x80;
const SIGN = 0x40;

/** Unsigned LEB128. */
function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > SEVEN_BITS; rest >>>= 7) bytes.push((rest & SEVEN_BITS) | MORE);
  return [...bytes, rest];
}

/** Signed LEB128. */
function signed(value: number): Code {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    const byte = rest & SEVEN_BITS;
    const isLast = (byte & SIGN) === 0 ? rest >> 7 === 0 : rest >> 7 === -1;
    bytes.push(isLast ? byte : byte | MORE);
    if (isLast) return bytes;
  }
}

const binary =
  (...opcode: Code) =>
  (a: Code, b: Code): Code => [...a, ...b, ...opcode];
const unary =
  (...opcode: Code) =>
  (a: Code): Code => [...a, ...opcode];

export const number = (value: number): Code => [0x41, ...signed(value)];
export const add = binary(0x6a);
export const subtract = binary(0x6b);
export const and = binary(0x71);
export const or = binary(0x72);
export const shiftLeft = binary(0x74);
/** Without the sign. */
export const shiftRight = binary(0x76);
export const isEqual = binary(0x46);
export const isLess = binary(0x48);
export const isMore = binary(0x4a);
export const isAtLeast = binary(0x4e);
export const isZero = unary(0x45);
/** How many zero bits stand below the first one that is set. */
export const trailingZeros = unary(0x68);

/** A byte, or a number, or sixteen bytes from an address. */
export const byteAt = (address: Code, offset = 0): Code => [...address, 0x2d, 0, ...unsigned(offset)];
export const numberAt = (address: Code, offset = 0): Code => [...address, 0x28, 2, ...unsigned(offset)];
export const bytesAt = (address: Code, offset = 0): Code => [...address, SIMD, 0, 0, ...unsigned(offset)];
export const putNumber = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  0x36,
  2,
  ...unsigned(offset),
];

/** A byte, sixteen times. */
export const sixteenOf = unary(SIMD, 0x0f);
export const areEqual = binary(SIMD, 0x23);
export const areMore = binary(SIMD, 0x28);
export const eitherOf = binary(SIMD, 0x50);
export const allLess = binary(SIMD, 0x71);
/** The first bits of sixteen bytes as one number. */
export const bitsOf = unary(SIMD, 0x64);

/** A variable of a function. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
}
export const local = (index: number): Local => ({
  get: [0x20, ...unsigned(index)],
  set: (value) => [...value, 0x21, ...unsigned(index)],
});

/** `leave(0)` goes behind the innermost block, or to the start of the innermost loop; 1 is the one around it. */
export const leave = (depth: number): Code => [0x0c, ...unsigned(depth)];
export const leaveIf = (depth: number, condition: Code): Code => [...condition, 0x0d, ...unsigned(depth)];
export const block = (...body: readonly Code[]): Code => [0x02, NO_RESULT, ...body.flat(), END];
export const loop = (...body: readonly Code[]): Code => [0x03, NO_RESULT, ...body.flat(), END];
/** Counts as one block for `leave`. */
export const when = (condition: Code, then: Code, otherwise: Code = []): Code => [
  ...condition,
  0x04,
  NO_RESULT,
  ...then,
  ...(otherwise.length > 0 ? [0x05, ...otherwise] : []),
  END,
];

const bytesOf = (text: string): Code => [...Buffer.from(text)];
const sized = (content: Code): Code => [...unsigned(content.length), ...content];
const listOf = (...items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, ...items: readonly Code[]): Code => [id, ...sized(listOf(...items))];

/** What a function is made of: its first variables are its parameters. All are 32-bit, and so is its result. */
export interface WasmFunction {
  readonly name: string;
  readonly parameters: number;
  readonly locals: number;
  readonly vectors: number;
  readonly body: Code;
}

/** A module with one function, which works on the memory that it is given as `env.memory`. */
export function moduleOf({ name, parameters, locals, vectors, body }: WasmFunction): Uint8Array {
  const V128 = 0x7b;
  const inputs = Array.from({ length: parameters }, () => [I32]);
  const variables = listOf([...unsigned(locals), I32], [...unsigned(vectors), V128]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(SECTION.type, [FUNCTION, ...listOf(...inputs), ...listOf([I32])]),
    ...section(SECTION.import, [...sized(bytesOf('env')), ...sized(bytesOf('memory')), 0x02, 0x00, 0x01]),
    ...section(SECTION.function, [0x00]),
    ...section(SECTION.export, [...sized(bytesOf(name)), 0x00, 0x00]),
    ...section(SECTION.code, sized([...variables, ...body, END])),
  ]);
}
