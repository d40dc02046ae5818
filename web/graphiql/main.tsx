import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { TourIds } from '../tour.js';
import { idsIn } from '../tour.js';
import { Editors } from './editors.js';
import { keepIds, recallIds } from './ledger.js';
import './page.css';
import type { Language } from './tabs.js';
import { tabsOfTour } from './tabs.js';

const endpoint = new URL('/graphql', location.href);
const socket = new URL(endpoint);
socket.protocol = endpoint.protocol === 'https:' ? 'wss:' : 'ws:';
let tell: (found: TourIds) => void = () => undefined;

// The headers of a tab go along in the socket's first message, so who asks is said in one way for both.
const fetcher = createGraphiQLFetcher({
  url: endpoint.href,
  subscriptionUrl: socket.href,
  async fetch(...asked: Parameters<typeof fetch>) {
    const response = await fetch(...asked);
    const answer = (await response
      .clone()
      .json()
      .catch(() => null)) as { data?: unknown } | null;
    tell(idsIn(answer?.data));
    return response;
  },
});

const place = document.getElementById('graphiql');
if (place === null) throw new Error('the page has no place for GraphiQL');
const language: Language = /^zh\b/i.test(navigator.language) ? 'zh-CN' : 'en';
document.documentElement.lang = language;
const known = await recallIds(endpoint.href);
const tabs = tabsOfTour(language, known);
createRoot(place).render(<Page />);

function Page() {
  const [ids, setIds] = useState(known);
  useEffect(() => {
    tell = (found) => {
      if (Object.keys(found).length > 0) setIds(keepIds(found));
    };
  }, []);
  return (
    <GraphiQL fetcher={fetcher} defaultTabs={tabs} shouldPersistHeaders>
      <Editors ids={ids} />
    </GraphiQL>
  );
}
