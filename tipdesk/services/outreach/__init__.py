"""Trainings and campaigns beyond their rows: who took part, certificates and skills, what is due, what came of it.

The rows themselves are kept by `services/registers`, whose table says who may. Certificates and skills are given at
headquarters alone, since they stand in the directory, by which any PC of the service checks a certificate.
"""
