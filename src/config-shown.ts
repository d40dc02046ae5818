import { readOrigins } from './config-origins.js';
import type { Variable } from './config-variables.js';
import { WrongUrl } from './ports/store-url.js';
import type { StoreConfig } from './engines/engine.js';
import { eventStoreEngines, readModelEngines } from './engines/registry.js';

interface KnowsItsUrls {
  parse(url: string, dataDirectory: string): StoreConfig | null;
  location(config: never): string;
}

const enginesOf: Partial<Record<Variable, readonly KnowsItsUrls[]>> = {
  EVENT_STORE: eventStoreEngines,
  READ_MODEL: readModelEngines,
};

/**
 * A variable's value as anybody may see it. The URL of a store may carry a password: one that an engine knows is shown as
 * that engine shows it, of any other only the scheme. Elsewhere a password has no place; but what looks like a URL with
 * one, put into the wrong variable, is cut as well.
 */
export function shownValue(name: Variable, value: string): string {
  if (name === 'ALLOWED_ORIGINS' && readOrigins(value) !== null) return value;
  const engines = enginesOf[name];
  if (engines === undefined) return withoutUrls(value);
  // The one kind of URL that names a folder and no server, where nobody has to sign in.
  if (value.startsWith('sqlite:')) return value.replace(/\/\/.*$/s, '//…');
  return locationIn(engines, value) ?? `${/^[a-z][a-z+]{0,30}(?=:)/i.exec(value)?.[0] ?? ''}…`;
}

/** null: no engine can read the URL. */
function locationIn(engines: readonly KnowsItsUrls[], url: string): string | null {
  try {
    for (const { parse, location } of engines) {
      const config = parse(url, '');
      if (config !== null) return location(config as never);
    }
    return null;
  } catch (error) {
    if (error instanceof WrongUrl) return null;
    throw error;
  }
}

/** A text that should be no URL, cut where it looks like one, or like what comes before the host of one. */
export function withoutUrls(text: string): string {
  return text.replace(/:\/\/.*$/s, '://…').replace(/^.*@/s, '…@');
}
