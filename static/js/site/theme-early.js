// Apply the stored theme in <head>, before the first paint, so that the page never flashes in
// another theme. For that reason this is a classic script. It shares only the storage key with
// theme-switch.js.
try {
  const theme = localStorage.getItem("meet.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // The browser forbids storage: the page uses the system's theme.
}
