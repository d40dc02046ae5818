import { QueryError } from '../../services/query-error.js';
import { asClock } from '../../services/instants.js';

/** The machine's clock, held against what the ledger and the machine know of time besides. */
export interface HeldClock {
  /** RFC 3339 UTC with milliseconds. @throws QueryError CLOCK_LEAPT where nobody can say that this is the time */
  now(): string;
  /** Why nothing is recorded by it now; null: it can be trusted. */
  leap(): ClockLeap | null;
}

export interface ClockLeap {
  /** `AHEAD` or `BEHIND` of the ledger's clock; `LEAPT` while this process ran. */
  kind: 'AHEAD' | 'BEHIND' | 'LEAPT';
  /** The machine's clock, RFC 3339 UTC. */
  machine: string;
  /** What it is held against: the ledger's clock, or the time that it should be by the time since boot. */
  against: string;
}

export interface ClockSources {
  /** Milliseconds since the epoch. */
  wall: () => number;
  /** Milliseconds since the machine was started, asleep or awake; whoever sets the clock does not move it. */
  sinceBoot: () => number;
  /** The ledger's clock at its head when it was opened; the empty string: nothing is recorded. */
  ledger: string;
}

const minuteMs = 60_000;

/** How far a start may be ahead of the ledger's clock: a ledger that nobody wrote to for longer is asked about once. */
const aheadMs = 90 * 24 * 60 * minuteMs;
/** How far the clock may be behind the ledger's, and how far it may be set while the process runs. */
const boundMs = 5 * minuteMs;

export function holdClock({ wall, sinceBoot, ledger }: ClockSources): HeldClock {
  const recorded = ledger === '' ? null : Date.parse(ledger);
  let seen = { wall: wall(), boot: sinceBoot() };
  /** Once it was seen within the bound it may go on for as long as the process runs. */
  let isNear = recorded === null || seen.wall - recorded <= aheadMs;

  function leap(): ClockLeap | null {
    const machine = wall();
    const boot = sinceBoot();
    const due = seen.wall + (boot - seen.boot);
    const found = (kind: ClockLeap['kind'], against: number): ClockLeap => ({
      kind,
      machine: asClock(machine),
      against: asClock(against),
    });
    if (Math.abs(machine - due) > boundMs) return found('LEAPT', due);
    // A clock that is kept by small steps is right at each of them.
    seen = { wall: machine, boot };
    if (recorded === null) return null;
    if (recorded - machine > boundMs) return found('BEHIND', recorded);
    isNear ||= machine - recorded <= aheadMs;
    return isNear ? null : found('AHEAD', recorded);
  }

  return {
    now() {
      const found = leap();
      if (found !== null) throw clockLeapt(found);
      return asClock(wall());
    },
    leap,
  };
}

/** How a machine's clock stands to that of a ledger that is to be opened; null: it can be trusted. */
export function leapFrom(ledger: string, wall: () => number): ClockLeap | null {
  return holdClock({ wall, sinceBoot: () => 0, ledger }).leap();
}

function clockLeapt(leap: ClockLeap): QueryError {
  const { zh, en } = sayLeap(leap);
  return new QueryError('CLOCK_LEAPT', zh, en);
}

/** What is wrong and what to do, each a whole sentence. */
export function sayLeap({ kind, machine, against }: ClockLeap): { zh: string; en: string } {
  if (kind === 'AHEAD')
    return {
      zh: `本机时钟为 ${machine}，台账最近一次记录在 ${against}，相隔超过 90 天；为免记错时间，暂不接受修改，查询照常。时钟无误时请停止服务，运行 budget-ledger clock confirm，再启动；有误时请先校准。`,
      en: `This machine's clock says ${machine}, and the ledger was last written at ${against}, more than 90 days before; lest a wrong time is recorded no edit is taken, and questions are answered as ever. If the clock is right, stop the server, run "budget-ledger clock confirm" and start again; else set the clock right first.`,
    };
  if (kind === 'BEHIND')
    return {
      zh: `本机时钟为 ${machine}，比台账的时钟 ${against} 晚了超过 5 分钟；暂不接受修改，查询照常。请校准时钟，之后会自行继续；如是台账的时钟曾经超前，请停止服务，用 budget-ledger clock correct 更正。`,
      en: `This machine's clock says ${machine}, more than 5 minutes behind the ledger's, ${against}; no edit is taken, and questions are answered as ever. Set the clock right, and edits are taken again; if it was the ledger's that had run ahead, stop the server and correct it by "budget-ledger clock correct".`,
    };
  return {
    zh: `本机时钟在运行中被拨动：现为 ${machine}，按开机以来的时间应为 ${against}；暂不接受修改，查询照常。请校准时钟，之后会自行继续；如现在的时间无误，请重新启动服务。`,
    en: `This machine's clock was set while the server ran: it says ${machine}, and by the time since boot it should say ${against}; no edit is taken, and questions are answered as ever. Set it right, and edits are taken again; if what it says now is right, restart the server.`,
  };
}
