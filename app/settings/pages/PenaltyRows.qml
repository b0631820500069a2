import QtQuick
import Deepwell.Style

// What keeps a model from saying the same again and again.
Column {
    id: root

    required property real repetition
    required property real presence
    required property real frequency
    property bool offered: true
    signal moved(string name, real value)   // "repetitionPenalty", "presencePenalty", "frequencyPenalty"

    spacing: Theme.space3

    SliderRow {
        offered: root.offered
        slideName: "repetitionPenalty"
        name: qsTr("Repetition penalty")
        about: qsTr("Makes tokens that came before less probable; 1: off")
        from: 1
        to: 2
        value: root.repetition
        onMoved: value => root.moved("repetitionPenalty", value)
    }
    SliderRow {
        offered: root.offered
        slideName: "presencePenalty"
        name: qsTr("Presence penalty")
        about: qsTr("The same for every token that came before, however often")
        to: 2
        zeroWord: qsTr("off")
        value: root.presence
        onMoved: value => root.moved("presencePenalty", value)
    }
    SliderRow {
        offered: root.offered
        slideName: "frequencyPenalty"
        name: qsTr("Frequency penalty")
        about: qsTr("Grows with every time that a token came before")
        to: 2
        zeroWord: qsTr("off")
        value: root.frequency
        onMoved: value => root.moved("frequencyPenalty", value)
    }
}
