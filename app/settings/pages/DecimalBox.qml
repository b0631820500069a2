import QtQuick
import Deepwell.Style

// A number that may have a fraction, with a point or a comma; above the highest it goes there. A zero shows the word `none`.
TextBox {
    id: root

    required property real value
    property real highest: 1e9
    property string none: ""
    readonly property string shown: value === 0 ? "" : String(Number(value.toPrecision(4))).replace(".", Qt.locale().decimalPoint)
    signal edited(real value)

    width: 120
    implicitHeight: Theme.controlHeight - 6
    horizontalAlignment: TextInput.AlignRight
    inputMethodHints: Qt.ImhFormattedNumbersOnly
    validator: RegularExpressionValidator { regularExpression: /[0-9]{0,9}([.,][0-9]{0,3})?/ }
    placeholderText: none
    text: shown
    onEditingFinished: {
        if (text !== shown) root.edited(Math.min(highest, Number(text.replace(",", ".")) || 0));
        text = Qt.binding(() => root.shown);
    }
}
