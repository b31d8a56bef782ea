#include "textflag.h"

// func dotAVX2(out *int32, w *int8, x *int16, stride, n, rows int)
//
// For each of rows rows of n weights: the products with four vectors of n
// numbers that lie stride numbers apart; out takes four sums a row. n is a
// multiple of 16.
TEXT ·dotAVX2(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ x+16(FP), BX
	MOVQ stride+24(FP), R12
	MOVQ n+32(FP), DX
	MOVQ rows+40(FP), R13
	SHLQ $1, R12

row:
	MOVQ  BX, R8
	LEAQ  (R8)(R12*1), R9
	LEAQ  (R9)(R12*1), R10
	LEAQ  (R10)(R12*1), R11
	MOVQ  DX, CX
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7

step:
	VPMOVSXBW (SI), Y0
	VPMADDWD  (R8), Y0, Y1
	VPMADDWD  (R9), Y0, Y2
	VPADDD    Y1, Y4, Y4
	VPMADDWD  (R10), Y0, Y3
	VPADDD    Y2, Y5, Y5
	VPMADDWD  (R11), Y0, Y8
	VPADDD    Y3, Y6, Y6
	VPADDD    Y8, Y7, Y7
	ADDQ      $16, SI
	ADDQ      $32, R8
	ADDQ      $32, R9
	ADDQ      $32, R10
	ADDQ      $32, R11
	SUBQ      $16, CX
	JNZ       step

	VPHADDD      Y5, Y4, Y4
	VPHADDD      Y7, Y6, Y6
	VPHADDD      Y6, Y4, Y4
	VEXTRACTI128 $1, Y4, X5
	VPADDD       X5, X4, X4
	VMOVDQU      X4, (DI)
	ADDQ         $16, DI
	SUBQ         $1, R13
	JNZ          row
	VZEROUPPER
	RET
