// Long words with soft hyphens, so that a compound that a column is too narrow for breaks between its syllables, not
// anywhere: between two vowels the last consonant begins the next syllable. Browsers know few languages' hyphens.
const LONG_WORD = /\p{L}{13,}/gu;
const SYLLABLE = /(\p{L}[aeiouyäöüáéíóúàèìòùâêîôûå][^aeiouyäöüáéíóúàèìòùâêîôû\W]*?)(?=(?:sch[lmnrw]?|ch|ck|ph|th|qu|sp[lr]?|str|[bfgkp][lr]|[dt]r|[bcdfghjklmnpqrstvwxzß])[aeiouyäöüáéíóúàèìòùâêîôûå]\p{L})/giu;

function parted(text) {
  return text.replace(LONG_WORD, (word) => word.replace(SYLLABLE, "$1\u00AD"));
}
