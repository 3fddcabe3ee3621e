"""Stages: plain functions `Issue → Issue`, in the order that `backfile.pipeline.STAGES` lists.

Each module (or package) holds one stage, has a `VERSION` and adds evidence and doubts for what it reads. Stages
never do I/O and never see a file format.
"""
