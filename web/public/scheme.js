// Sets light or dark before the first paint; a file of its own because the page allows no inline scripts.
(function () {
  var kept = null;
  try { kept = localStorage.getItem('mantine-color-scheme-value'); } catch { /* storage may be forbidden */ }
  var dark = kept === 'dark' || (kept !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
