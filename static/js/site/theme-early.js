// Runs in <head> before the first paint, so that a remembered theme never flashes. It is a classic
// script for that reason, and shares only the name of the key with theme-switch.js.
try {
  const theme = localStorage.getItem("meet.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // The browser forbids storage here: the system's theme is shown.
}
