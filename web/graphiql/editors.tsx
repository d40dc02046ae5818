import { useGraphiQL, useMonaco } from '@graphiql/react';
import { useEffect } from 'react';
import type { TourIds } from '../tour.js';
import { withIds } from '../tour.js';

/** What the page adds to GraphiQL's editors; it shows nothing itself. */
export function Editors({ ids }: { ids: TourIds }): null {
  const monaco = useMonaco((state) => state.monaco);
  useEffect(() => {
    if (monaco === undefined) return;
    for (const editor of monaco.editor.getEditors()) editor.updateOptions(readingChinese);
    const watching = monaco.editor.onDidCreateEditor((editor) => editor.updateOptions(readingChinese));
    return () => watching.dispose();
  }, [monaco]);

  const tab = useGraphiQL((state) => state.activeTabIndex);
  const editor = useGraphiQL((state) => state.queryEditor);
  useEffect(() => {
    const text = editor?.getValue() ?? '';
    const filled = withIds(text, ids);
    if (filled !== text) editor?.setValue(filled);
  }, [editor, ids, tab]);
  return null;
}

/** Punctuation of Chinese is no letter in disguise, which the editor would put into a yellow box. */
const readingChinese = { unicodeHighlight: { ambiguousCharacters: false } };
