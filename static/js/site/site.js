// The few behaviours that every page has.

import "./confirm.js";
import "./copy-link.js";
import "./local-time.js";
import "./theme-switch.js";
