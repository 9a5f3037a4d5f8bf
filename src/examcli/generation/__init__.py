"""From slots to reviewed questions: prompt, answer, fan-out, solver; nothing here stores them."""
