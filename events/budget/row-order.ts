import type { BudgetEvent } from './budget.events.js';
import type { OpenBudgetState } from './budget.state.js';
import { byPlace } from './budget.state.js';

export interface Placed {
  readonly place: string;
  readonly id: string;
}

/** The rows of one sequence in printed order. Withdrawn rows are among them, because they keep their places. */
export class RowOrder {
  private readonly sorted: Placed[];
  private readonly places: Map<string, string>;

  constructor(rows: Iterable<Placed>) {
    this.sorted = [...rows].sort(byPlace);
    this.places = new Map(this.sorted.map(({ id, place }) => [id, place]));
  }

  /** Adds the row, or moves it. */
  put(id: string, place: string): void {
    const before = this.places.get(id);
    if (before !== undefined) this.sorted.splice(this.indexOf({ id, place: before }), 1);
    this.places.set(id, place);
    this.sorted.splice(this.indexOf({ id, place }), 0, { id, place });
  }

  lastPlace(): string | null {
    return this.sorted.at(-1)?.place ?? null;
  }

  /** The next taken place behind this one (null: the first of all), or null. */
  placeAfter(place: string | null): string | null {
    if (place === null) return this.sorted[0]?.place ?? null;
    let index = this.indexOf({ place, id: '' });
    while (this.sorted[index]?.place === place) index += 1;
    return this.sorted[index]?.place ?? null;
  }

  /** The last taken place before this one, or null. */
  placeBefore(place: string): string | null {
    return this.sorted[this.indexOf({ place, id: '' }) - 1]?.place ?? null;
  }

  /** Ids of the rows behind this one (null: of all) in printed order. */
  *behind(row: Placed | null): Generator<string> {
    for (let index = row === null ? 0 : this.indexOf(row) + 1; index < this.sorted.length; index += 1) {
      yield this.sorted[index]?.id ?? '';
    }
  }

  /** Where the row stands, or would. */
  private indexOf(row: Placed): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (byPlace(this.sorted[middle] as Placed, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * The orders that one command needs. Each is sorted when it is first asked for and then kept up to date while the
 * command's edits move rows, so that placing a thousand rows does not sort a thousand times.
 */
export class CommandOrders {
  private ofProjects: RowOrder | null = null;
  private readonly ofIndicators = new Map<string, RowOrder>();

  projects({ projects }: OpenBudgetState): RowOrder {
    this.ofProjects ??= new RowOrder(projects.values());
    return this.ofProjects;
  }

  indicators({ id, indicators }: { id: string; indicators: { values(): Iterable<Placed> } }): RowOrder {
    const known = this.ofIndicators.get(id) ?? new RowOrder(indicators.values());
    this.ofIndicators.set(id, known);
    return known;
  }

  /** Keeps the orders up to date with an event that an edit came to. */
  apply({ type, data }: BudgetEvent): void {
    if (type === 'ProjectAdded' || type === 'ProjectMoved') this.ofProjects?.put(data.projectId, data.place);
    if (type === 'IndicatorMoved') this.ofIndicators.get(data.projectId)?.put(data.indicatorId, data.place);
    if (type === 'IndicatorAdded') {
      const { indicatorId, place } = data.indicator;
      this.ofIndicators.get(data.projectId)?.put(indicatorId, place);
    }
  }
}

/** The first row behind `row` (null: of all) that is shown, or null. */
export function nextShown(order: RowOrder, row: Placed | null, isShown: (id: string) => boolean): string | null {
  for (const id of order.behind(row)) if (isShown(id)) return id;
  return null;
}
