// Wakes the parts of GOV.UK Frontend that are better with a script. Every page works without it.
import { initAll } from "../vendor/govuk-frontend/govuk-frontend-6.6.0.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
