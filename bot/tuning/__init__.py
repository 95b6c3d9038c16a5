"""Tunes the sentence encoder to how Nia's people write: `python -m scripts.tune`, some minutes.

What is learnt are low-rank corrections of the published weights (LoRA, Hu et al. 2021), kept in
data/encoder/adapters.npz and folded into the weights at set-up (`bot.weights.adapters`). Needed
after large changes of data/nlu only: every training fits the classifier anew on top.
"""
