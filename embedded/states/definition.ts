import { anObject } from './expressions.ts';
import { type GraphShape, machineShape, type StateShape, stateShape } from './shapes.ts';
import { type Problem, problemsOf, UnsupportedDefinition } from './unsupported.ts';

/** A state machine, checked and with its expressions compiled. Only `loadDefinition` makes one. */
export type Definition = Graph & { readonly timeoutSeconds: number | undefined };

export type Graph = { readonly startAt: string; readonly states: ReadonlyMap<string, State> };

/** A state: its fields, its name, and the graphs inside of it (the branches, or the item processor). */
export type State = StateShape & { readonly name: string; readonly inner: readonly Graph[] };
export type StateOf<Type extends State['Type']> = Extract<State, { readonly Type: Type }>;

/** The integrations that an `invoke` is expected to answer. No `.sync`, no activities, no task tokens. */
export const supportedResources: readonly string[] = [
  'arn:aws:states:::lambda:invoke',
  'arn:aws:states:::sqs:sendMessage',
  'arn:aws:states:::events:putEvents',
  'arn:aws:states:::states:startExecution',
  'arn:aws:states:::aws-sdk:dynamodb:getItem',
  'arn:aws:states:::aws-sdk:dynamodb:putItem',
  'arn:aws:states:::aws-sdk:dynamodb:updateItem',
];

/**
 * Reads an Amazon States Language definition, and refuses by name whatever would run differently in AWS:
 * JSONPath states, fields that are unknown or not built, other resources, bad expressions, and transitions
 * that lead nowhere.
 *
 * @param resources  the `Resource` values that the caller's `invoke` answers
 * @throws UnsupportedDefinition listing every problem and where it stands
 */
export function loadDefinition(json: string, resources: readonly string[] = supportedResources): Definition {
  const machine = machineShape.safeParse(parseJson(json));
  if (!machine.success) throw new UnsupportedDefinition(problemsOf('the machine', machine.error));
  const problems: Problem[] = [];
  const defaultLanguage = machine.data.QueryLanguage;
  const loading: Loading = { problems, resources, defaultLanguage, names: new Set() };
  const graph = loadGraph(machine.data, { where: 'the machine', assigned: new Set() }, loading);
  if (problems.length > 0) throw new UnsupportedDefinition(problems);
  return { ...graph, timeoutSeconds: machine.data.TimeoutSeconds };
}

type Loading = {
  readonly problems: Problem[];
  readonly resources: readonly string[];
  /** The query language of states that do not name one. */
  readonly defaultLanguage: string;
  /** State names are unique in the whole machine. */
  readonly names: Set<string>;
};

/** Where a graph stands, and the variables that the graphs around it assign. */
type Place = { readonly where: string; readonly assigned: ReadonlySet<string> };

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UnsupportedDefinition([{ where: 'the machine', what: 'is not JSON' }]);
  }
}

function loadGraph(graph: GraphShape, place: Place, loading: Loading): Graph {
  const shapes = Object.entries(graph.States).flatMap(([name, document]) => {
    const shape = readState(name, document, loading);
    return shape === undefined ? [] : [{ name, shape }];
  });
  checkTransitions(graph, place.where, { shapes, problems: loading.problems });
  const own = checkAssigned(shapes, place.assigned, loading.problems);
  const assigned = new Set([...place.assigned, ...own]);
  const states = shapes.map(({ name, shape }): [string, State] => {
    const inner = innerGraphs(name, shape).map(({ graph, where, ownScope }) =>
      loadGraph(graph, { where, assigned: ownScope ? new Set() : assigned }, loading),
    );
    return [name, { ...shape, name, inner }];
  });
  return { startAt: graph.StartAt, states: new Map(states) };
}

type InnerGraph = { readonly graph: GraphShape; readonly where: string; readonly ownScope: boolean };

function innerGraphs(name: string, shape: StateShape): readonly InnerGraph[] {
  if (shape.Type === 'Parallel') {
    return shape.Branches.map((graph, n) => ({
      graph,
      where: `branch ${n + 1} of '${name}'`,
      ownScope: false,
    }));
  }
  if (shape.Type !== 'Map') return [];
  // The children of a distributed Map are executions of their own: no variable reaches them.
  const ownScope = shape.ItemProcessor.ProcessorConfig.Mode === 'DISTRIBUTED';
  return [{ graph: shape.ItemProcessor, where: `the ItemProcessor of '${name}'`, ownScope }];
}

type NamedShape = { readonly name: string; readonly shape: StateShape };

const stateNamed = (name: string): string => `state '${name}'`;

/** The state, or nothing when it is refused. */
function readState(name: string, document: unknown, loading: Loading): StateShape | undefined {
  const { problems, names, resources, defaultLanguage } = loading;
  const where = stateNamed(name);
  if (names.has(name)) problems.push({ where, what: 'has the name of another state' });
  names.add(name);
  const { QueryLanguage: language = defaultLanguage } = anObject.is(document) ? document : {};
  if (language !== 'JSONata') {
    problems.push({ where, what: `is a ${language} state; only QueryLanguage JSONata runs here` });
    return undefined;
  }
  const shape = stateShape.safeParse(document);
  if (!shape.success) {
    problems.push(...problemsOf(where, shape.error));
    return undefined;
  }
  if (shape.data.Type === 'Task' && !resources.includes(shape.data.Resource)) {
    problems.push({ where, what: `uses the resource ${shape.data.Resource}, which nothing here answers` });
  }
  return shape.data;
}

type Findings = { readonly shapes: readonly NamedShape[]; readonly problems: Problem[] };

function checkTransitions(graph: GraphShape, where: string, { shapes, problems }: Findings): void {
  const exists = (name: string): boolean => Object.hasOwn(graph.States, name);
  if (!exists(graph.StartAt)) problems.push({ where, what: `starts at '${graph.StartAt}', which it lacks` });
  for (const { name, shape } of shapes) {
    for (const next of successorsOf(shape).filter((next) => !exists(next))) {
      problems.push({ where: stateNamed(name), what: `goes to '${next}', which ${where} lacks` });
    }
  }
}

function successorsOf(shape: StateShape): readonly string[] {
  const onward = 'Next' in shape && shape.Next !== undefined ? [shape.Next] : [];
  const caught = 'Catch' in shape ? shape.Catch.map(({ Next }) => Next) : [];
  if (shape.Type !== 'Choice') return [...onward, ...caught];
  const otherwise = shape.Default === undefined ? [] : [shape.Default];
  return [...shape.Choices.map(({ Next }) => Next), ...otherwise];
}

/** The variables that these states assign. AWS refuses a name that an enclosing graph assigns as well. */
function checkAssigned(
  shapes: readonly NamedShape[],
  enclosing: ReadonlySet<string>,
  problems: Problem[],
): ReadonlySet<string> {
  const all = new Set<string>();
  for (const { name, shape } of shapes) {
    for (const variable of assignedBy(shape)) {
      all.add(variable);
      if (!enclosing.has(variable)) continue;
      problems.push({
        where: stateNamed(name),
        what: `assigns $${variable}, which a state around it assigns`,
      });
    }
  }
  return all;
}

function assignedBy(shape: StateShape): readonly string[] {
  const rules = shape.Type === 'Choice' ? shape.Choices : [];
  const catchers = 'Catch' in shape ? shape.Catch : [];
  const own = 'Assign' in shape ? [shape] : [];
  return [...own, ...rules, ...catchers].flatMap(({ Assign }) => Assign?.members ?? []);
}
