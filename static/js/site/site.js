// The scripts of every page.

import "./confirm.js";
import "./copy-link.js";
import "./local-time.js";
import "./service-worker-registration.js";
import "./shown-above.js";
import "./theme-switch.js";
