import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { createRoot } from 'react-dom/client';
import './page.css';
import { tabsOfTour } from './tabs.js';

const endpoint = new URL('/graphql', location.href);
const socket = new URL(endpoint);
socket.protocol = endpoint.protocol === 'https:' ? 'wss:' : 'ws:';

// The headers of a tab go along in the socket's first message, so who asks is said in one way for both.
const fetcher = createGraphiQLFetcher({ url: endpoint.href, subscriptionUrl: socket.href });

const place = document.getElementById('graphiql');
if (place === null) throw new Error('the page has no place for GraphiQL');
const tabs = await tabsOfTour(endpoint.href);
createRoot(place).render(<GraphiQL fetcher={fetcher} defaultTabs={tabs} shouldPersistHeaders />);
